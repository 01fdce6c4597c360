// What menu, keyboard and buttons ask for and some part of the window does: the part that can, registers.
export type Command =
  | 'open'
  | 'export-bursts'
  | 'fit'
  | 'find'
  | 'filter'
  | 'theme'
  | 'shortcuts'
  | 'palette'
  | 'inspector'
  | 'timeline'
  | 'copy-command'
  | 'save-workspace'
  | 'save-workspace-as'
  | 'load-workspace';

const doers = new Map<Command, () => void>();

/** Does the command whenever it is asked for, until the returned function is called. */
export function onCommand(command: Command, run: () => void): () => void {
  doers.set(command, run);
  return () => {
    if (doers.get(command) === run) doers.delete(command);
  };
}

/** Whether anybody did it. */
export function runCommand(command: Command): boolean {
  const run = doers.get(command);
  run?.();
  return run !== undefined;
}
