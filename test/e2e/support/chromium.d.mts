// Types of chromium.mjs, which the test runner uses before anything is compiled.
export function findChromium(env?: NodeJS.ProcessEnv): string | null;
