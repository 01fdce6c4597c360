// Types of electron-runtime.mjs, which must run before anything is built.
export function findElectron(root: string, env?: NodeJS.ProcessEnv): string | null;
export function hasDisplay(env?: NodeJS.ProcessEnv): boolean;
export function electronFlags(): string[];
