// A host's role as colour and shape, the same in graph, tables and legend: shape so that colour is never alone.
import type { HostRole } from '../../shared/model/host.ts';

/** What a role means, in a few words. */
export const ROLE_TEXT: Readonly<Record<HostRole, string>> = {
  private: 'Private',
  public: 'Public',
  multicast: 'Multicast',
  broadcast: 'Broadcast',
  unspecified: 'Unspecified',
  loopback: 'Loopback',
};

const SHAPES: Readonly<Record<HostRole, string>> = {
  private: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z',
  public: 'M6 .5 11.5 6 6 11.5.5 6z',
  multicast: 'M6 1l5.4 9.6H.6z',
  broadcast: 'M6 .4l1.6 3.6 3.9.4-2.9 2.6.8 3.9L6 8.9l-3.4 2 .8-3.9L.5 4.4l3.9-.4z',
  unspecified: 'M1.5 1.5h9v9h-9z',
  loopback: 'M3.4.9h5.2L11.2 6l-2.6 5.1H3.4L.8 6z',
};

interface Props {
  readonly role: HostRole;
  readonly size?: number;
  /** Instead of the role's own. */
  readonly colour?: string | undefined;
}

export function RoleMark({ role, size = 10, colour }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      role="img"
      aria-label={ROLE_TEXT[role]}
      style={{ flex: 'none' }}
    >
      <path d={SHAPES[role]} fill={colour ?? `var(--c-${role})`} />
    </svg>
  );
}
