// A host in a line of text: role mark, then its name with the address in a muted tone, or its address.
// A name and a colour that the user gave it come before those of the capture.
import type { HostRole } from '../../shared/model/host.ts';
import { useHostMark } from '../state/annotations.ts';
import { useTheme } from '../state/theme.ts';
import { endpoint } from './endpoint.ts';
import { RoleMark } from './RoleMark.tsx';
import { colours } from './theme/colours.ts';
import classes from './ui.module.css';

interface Props {
  readonly address: string;
  readonly name?: string | null;
  readonly role?: HostRole;
  /** Behind the name or the address; null: it has none. */
  readonly port?: number | null;
}

export function HostName({ address, name, role, port = null }: Props) {
  const theme = useTheme(s => s.theme);
  const mark = useHostMark(address);
  const shown = mark.name ?? name;
  const colour = mark.colour === undefined ? undefined : colours(theme).series[mark.colour];
  const end = endpoint(address, port);
  const named = shown && port !== null ? `${shown}:${port}` : shown;
  return (
    <span className={classes.host} title={shown ? `${shown} (${end})` : end}>
      {role && <RoleMark role={role} colour={colour} />}
      {!role && colour && <span className={classes.dot} style={{ background: colour }} />}
      <span className={classes.hostText}>
        <span>{named ?? end}</span> {shown && <span className={classes.dim}>{address}</span>}
      </span>
    </span>
  );
}
