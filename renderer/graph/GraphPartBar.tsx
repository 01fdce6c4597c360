// Which part of the graph is shown: the neighbours of the selected host, the way between two hosts, edges with many packets.
import { Select } from '@mantine/core';
import { formatCount } from '../../shared/unit/format.ts';
import { foldGroups, setMinPackets, showPart, useGraphOptions } from '../state/graph-options.ts';
import { useSelectedCalled } from '../state/selected-names.ts';
import { useSelection } from '../state/selection.ts';
import { counted } from '../ui/counted.ts';
import { Icon } from '../ui/Icon.tsx';
import classes from './HostGraph.module.css';

const LEAST_PACKETS = [0, 10, 100, 1000, 10_000, 100_000];

interface Props {
  /** Of the way that is shown; undefined where none is. */
  readonly distance: number | null | undefined;
  /** Nodes that the user put somewhere. */
  readonly pinned: number;
  readonly onRelease: () => void;
}

export function GraphPartBar({ distance, pinned, onRelease }: Props) {
  const { part, expanded, minPackets } = useGraphOptions();
  const { host } = useSelection();
  const called = useSelectedCalled();
  const around = (hops: number) =>
    host && showPart({ only: { kind: 'around', host: host.id, hops }, title: around_(called(host), hops) });
  return (
    <div className={classes.parts} data-picture-skip data-over-graph>
      {host && part?.title !== around_(called(host), 1) && (
        <button type="button" className={classes.toggle} onClick={() => around(1)} data-testid="graph-around">
          Only its neighbours
        </button>
      )}
      {host && part?.title !== around_(called(host), 2) && (
        <button type="button" className={classes.toggle} onClick={() => around(2)}>
          and theirs
        </button>
      )}
      {part && (
        <span className={classes.part} data-testid="graph-part">
          {part.title}
          {part.only.kind === 'between' &&
            distance !== undefined &&
            (distance === null ? ': no way between them' : `: ${counted(distance, 'conversation')} apart`)}
          <button type="button" aria-label="Show the whole graph again" onClick={() => showPart(null)}>
            <Icon name="close" size={12} />
          </button>
        </span>
      )}
      {expanded.length > 0 && (
        <button type="button" className={classes.toggle} onClick={foldGroups}>
          Fold {counted(expanded.length, 'group')} again
        </button>
      )}
      {pinned > 0 && (
        <button
          type="button"
          className={classes.toggle}
          title="They stay where they were put when the hosts are arranged anew"
          onClick={onRelease}
        >
          Let go of {counted(pinned, 'pinned host')}
        </button>
      )}
      <span className={classes.least}>
        Edges
        <Select
          aria-label="Packets that an edge needs to be shown"
          w={116}
          allowDeselect={false}
          data={LEAST_PACKETS.map(least => ({
            value: String(least),
            label: least === 0 ? 'all' : `≥ ${formatCount(least)} packets`,
          }))}
          value={String(minPackets)}
          onChange={value => value && setMinPackets(Number(value))}
        />
      </span>
    </div>
  );
}

const around_ = (host: string, hops: number): string =>
  hops === 1 ? `${host} and its neighbours` : `${host}, its neighbours and theirs`;
