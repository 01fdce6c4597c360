// The bar at the top: open, what is open, what is selected, search, export, theme.
import { ActionIcon, Tooltip } from '@mantine/core';
import { counted, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { runCommand } from '../../state/commands.ts';
import { useSource } from '../../state/source.ts';
import { setTheme, useTheme } from '../../state/theme.ts';
import { Icon } from '../../ui/Icon.tsx';
import { rowWord } from '../../ui/rows-word.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { FilterBox } from './FilterBox.tsx';
import { HostSearch } from './HostSearch.tsx';
import { OpenButton } from './OpenButton.tsx';
import classes from './top-bar.module.css';

export function TopBar() {
  const theme = useTheme(s => s.theme);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className={classes.bar}>
      <h1 className="visually-hidden">Burstscope</h1>
      <OpenButton />
      <FileFacts />
      <FilterBox />
      <HostSearch />
      <ExportMenu />
      <Tooltip label={`Use the ${other} theme (T)`}>
        <ActionIcon aria-label={`Use the ${other} theme`} onClick={() => setTheme(other)}>
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keyboard shortcuts (?)">
        <ActionIcon aria-label="Keyboard shortcuts" onClick={() => runCommand('shortcuts')}>
          <Icon name="help" />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function FileFacts() {
  const info = useSource(s => s.info);
  const phase = useSource(s => s.phase);
  if (!info || phase !== 'open') return null;
  const { start, end } = info;
  return (
    <div className={classes.file} data-testid="file">
      <strong title={info.path}>{info.name}</strong>
      <span title={start && end ? `${isoTime(start)} to ${isoTime(end)}` : undefined}>
        {start && end && `${formatDuration(nanosBetweenLossy(start, end))}, `}
        {counted(info.records, rowWord(info.kind))}
      </span>
    </div>
  );
}
