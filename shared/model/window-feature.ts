// The features of a time window: their names in files, titles and meaning on screen (DEFINITIONS section 5).

/** States of a row, in the order of their columns. */
export const WINDOW_STATES = ['closed', 'established', 'reset', 'new', 'closing', 'connecting'] as const;
type WindowState = (typeof WINDOW_STATES)[number];

/** Groups, and what is counted in each: distinct values, or rows in the notebook's way. */
export const PER_GROUP = [
  'dst_port_per_conn',
  'dst_port_per_dst_ip',
  'src_ip_per_dst_ip',
  'dst_port_per_src_ip',
  'dst_ip_per_src_ip',
  'dst_ip_per_dst_port',
  'src_ip_per_dst_port',
] as const;
const ENTROPIES = ['src_ip', 'dst_ip', 'src_port', 'dst_port', 'protocol', 'state'] as const;
export const STATISTICS = ['max', 'mean', 'perc25', 'perc50', 'perc75', 'perc90'] as const;

export interface WindowFeature {
  /** Name of its column in files. */
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly unit: 'count' | 'bytes' | 'nats';
  /** Features of one group stand together. */
  readonly group: 'Totals' | 'States' | 'Per group' | 'Entropy';
  /** An empty window has no value, not 0: there is nothing that the values could be of. */
  readonly absent: boolean;
}

const total = (name: string, title: string, meaning: string, unit: 'count' | 'bytes' = 'count'): WindowFeature => ({
  name,
  title,
  meaning,
  unit,
  group: 'Totals',
  absent: false,
});

const NOUN = {
  src_ip: 'source',
  dst_ip: 'destination',
  src_port: 'source port',
  dst_port: 'destination port',
} as const;

const STATE_MEANING: Readonly<Record<WindowState, string>> = {
  closed: 'both sides sent a FIN',
  established: 'data went both ways',
  reset: 'a RST was seen',
  new: 'only the first side was heard so far',
  closing: 'one side sent a FIN',
  connecting: 'a SYN was answered, and no data sent yet',
};

const STATISTIC_TITLE: Readonly<Record<(typeof STATISTICS)[number], string>> = {
  max: 'max',
  mean: 'mean',
  perc25: 'p25',
  perc50: 'median',
  perc75: 'p75',
  perc90: 'p90',
};

/** `dst_port_per_conn` is destination ports of each pair. */
function perGroup(group: (typeof PER_GROUP)[number]): readonly WindowFeature[] {
  const [of, per] = group.split('_per_') as ['dst_port', 'src_ip' | 'conn'];
  const what = `${NOUN[of]}s`;
  const each = per === 'conn' ? 'pair' : NOUN[per];
  // No source port is counted per group: `ports` will do.
  const short = (text: string): string => text.replace('destination port', 'port');
  const title = `${short(what)[0]!.toUpperCase()}${short(what).slice(1)} per ${short(each)}`;
  return STATISTICS.map(statistic => ({
    name: `${group}_${statistic}`,
    title: `${title}, ${STATISTIC_TITLE[statistic]}`,
    meaning: `Distinct ${what} of each ${each} of the window: their ${STATISTIC_TITLE[statistic]} over all of them.`,
    unit: 'count',
    group: 'Per group',
    absent: true,
  }));
}

/** In the order of their values and of their columns in files. */
export const WINDOW_FEATURES: readonly WindowFeature[] = [
  total('num_entries', 'Rows', 'Rows in the window: records of a capture, flows of a log.'),
  total('count_src_ip', 'Sources', 'Distinct source addresses.'),
  total('count_dst_ip', 'Destinations', 'Distinct destination addresses.'),
  total('count_src_port', 'Source ports', 'Distinct source ports.'),
  total('count_dst_port', 'Destination ports', 'Distinct destination ports.'),
  total('count_conns', 'Pairs', 'Distinct pairs of source and destination.'),
  total('count_flows', 'Flows', 'Distinct source, source port, destination, destination port and protocol.'),
  total(
    'bytes_up',
    'Bytes up',
    'Bytes that the sources of the rows sent; of a capture, the length of its records.',
    'bytes',
  ),
  total(
    'bytes_down',
    'Bytes down',
    'Bytes that the destinations answered with, where a log says so; 0 of a capture.',
    'bytes',
  ),
  ...WINDOW_STATES.map(
    (state): WindowFeature => ({
      ...total(
        `num_state_${state}`,
        `State ${state}`,
        `Rows whose flow was ${state} with them: ${STATE_MEANING[state]}.`,
      ),
      group: 'States',
    }),
  ),
  { ...total('num_flows_per_conn_mean', 'Flows per pair, mean', 'Flows of the window by pairs.'), absent: true },
  ...PER_GROUP.flatMap(perGroup),
  ...ENTROPIES.map(
    (field): WindowFeature => ({
      name: `entropy_${field}`,
      title: `Entropy of ${field in NOUN ? `${NOUN[field as 'src_ip']}s` : `${field}s`}`,
      meaning: `Shannon entropy of the rows' ${field in NOUN ? NOUN[field as 'src_ip'] : field}, in nats: 0 when all are the same.`,
      unit: 'nats',
      group: 'Entropy',
      absent: false,
    }),
  ),
];

export const FEATURE_NAMES: readonly string[] = WINDOW_FEATURES.map(({ name }) => name);

/** Columns of the study that the features come from, in its order; all are among the features. */
export const NOTEBOOK_FEATURES: readonly string[] = [
  'num_entries',
  'count_dst_port',
  'count_src_port',
  'count_dst_ip',
  'count_src_ip',
  ...WINDOW_STATES.map(state => `num_state_${state}`),
  'count_conns',
  ...STATISTICS.map(statistic => `${PER_GROUP[0]}_${statistic}`),
  'count_flows',
  'num_flows_per_conn_mean',
  ...PER_GROUP.slice(1).flatMap(group => STATISTICS.map(statistic => `${group}_${statistic}`)),
];
