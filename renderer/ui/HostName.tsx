// A host in a line of text: role mark, then its name with the address in a muted tone, or its address.
import type { HostRole } from '../../shared/model/host.ts';
import { RoleMark } from './RoleMark.tsx';
import classes from './ui.module.css';

interface Props {
  readonly address: string;
  readonly name?: string | null;
  readonly role?: HostRole;
}

export function HostName({ address, name, role }: Props) {
  return (
    <span className={classes.host} title={name ? `${name} (${address})` : address}>
      {role && <RoleMark role={role} />}
      <span className={classes.hostText}>
        {name ?? address}
        {name && <span className={classes.dim}> {address}</span>}
      </span>
    </span>
  );
}
