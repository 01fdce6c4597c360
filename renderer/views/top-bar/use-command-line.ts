// What is on the screen as a command line, or why no command writes it.
import { commandLine, lackOfCommand, type Opening } from '../../state/command-line.ts';
import { useOtherSource } from '../../state/other-source.ts';
import { questionOf, useReportOnScreen } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';

interface Command {
  /** Null: nothing can be said. */
  readonly lack: string | null;
  /** Of the moment: the selection may have changed since. */
  line(): string;
}

const NOTHING = 'No command writes what is shown here.';

export function useCommandLine(): Command {
  const info = useSource(s => s.info);
  const opened = useSource(s => s.opened);
  const other = useOtherSource();
  const shown = useReportOnScreen();
  if (!info || !shown) return { lack: NOTHING, line: () => '' };
  const source: Opening = {
    paths: opened?.paths ?? info.files.map(({ path }) => path),
    inner: info.inner,
    ...(opened?.counts && { counts: opened.counts }),
  };
  const { report } = shown.wanted;
  const after =
    report === 'compare' && other.info && other.path !== null
      ? { paths: [other.path], inner: other.info.inner }
      : undefined;
  return {
    lack: lackOfCommand({ source, after }),
    line: () => commandLine({ source, after, ...questionOf(shown.wanted) }),
  };
}
