// A host in a line of text: role mark, then its name with the address in a muted tone, or its address.
// A name and a colour that the user gave it come before those of the capture.
import type { HostRole } from '../../shared/model/host.ts';
import { useHostMark } from '../state/annotations.ts';
import { useTheme } from '../state/theme.ts';
import { RoleMark } from './RoleMark.tsx';
import { colours } from './theme/colours.ts';
import classes from './ui.module.css';

interface Props {
  readonly address: string;
  readonly name?: string | null;
  readonly role?: HostRole;
}

export function HostName({ address, name, role }: Props) {
  const theme = useTheme(s => s.theme);
  const mark = useHostMark(address);
  const shown = mark.name ?? name;
  const colour = mark.colour === undefined ? undefined : colours(theme).series[mark.colour];
  return (
    <span className={classes.host} title={shown ? `${shown} (${address})` : address}>
      {role && <RoleMark role={role} colour={colour} />}
      {!role && colour && <span className={classes.dot} style={{ background: colour }} />}
      <span className={classes.hostText}>
        {shown ?? address}
        {shown && <span className={classes.dim}> {address}</span>}
      </span>
    </span>
  );
}
