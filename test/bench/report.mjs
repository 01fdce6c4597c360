// Figures of the runs, and the table of them against DESIGN section 5.
const MEGA = 1e6;

/** Best and median of some numbers. */
function figure(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { best: sorted[0], median };
}

const whole = n => Math.round(n).toLocaleString('en');
const seconds = ({ best, median }) => `${best.toFixed(3)} s, median ${median.toFixed(3)} s`;
const millis = ({ best, median }) => `${best.toFixed(1)} ms, median ${median.toFixed(1)} ms`;
const holds = good => (good ? 'holds' : 'MISSED');

/** What is worked out from the runs: plain numbers, in the units that the names say. */
export function figuresOf(runs, records, sliceRecords) {
  const of = (name, value) => runs[name] && figure(runs[name].map(value));
  const keyed = (name, part) =>
    Object.fromEntries(Object.keys(runs[name][0].said[part]).map(key => [key, of(name, run => run.said[part][key])]));
  const perSecond = (name, n) => runs[name] && n / of(name, run => run.seconds).best;
  const emptyPeak = of('empty', run => run.said.peak).median;
  const startup = of('tshark, one record', run => run.seconds)?.best;
  const tsharkBest = of('tshark', run => run.seconds)?.best;
  return {
    load: of('open', run => run.said.loadSeconds),
    open: of('open', run => run.said.openSeconds),
    process: of('open', run => run.seconds),
    steps: keyed('open', 'steps'),
    millis: keyed('answers', 'millis'),
    filters: keyed('filters', 'millis'),
    cpu: Object.fromEntries(Object.keys(runs).map(name => [name, of(name, run => run.cpu)])),
    peak: of('open', run => run.said.peak),
    loadPeak: of('open', run => run.said.loadPeak),
    emptyPeak,
    bytesPerRecord: (of('open', run => run.said.peak).median - emptyPeak) / records,
    tcpdump: of('tcpdump', run => run.seconds),
    capinfos: of('capinfos', run => run.seconds),
    pcapParserPerSecond: runs['pcap-parser'] && 1 / of('pcap-parser', run => run.said.seconds / run.said.records).best,
    tsharkPerSecond: perSecond('tshark', sliceRecords),
    tsharkPerSecondWithoutStart: startup && tsharkBest && sliceRecords / (tsharkBest - startup),
  };
}

function speedRows(f, records) {
  const speed = records / f.open.best;
  const rows = [
    ['open: load and analyses', `${seconds(f.open)}; ${whole(speed)} records/s`, ''],
    ['  load alone', `${seconds(f.load)}; ${whole(records / f.load.best)} records/s`, ''],
    ['  whole process, with its start', seconds(f.process), ''],
  ];
  if (f.tcpdump) {
    const ratio = f.process.best / f.tcpdump.best;
    rows.push([
      'tcpdump -r F -w /dev/null',
      seconds(f.tcpdump),
      `${ratio.toFixed(2)} x, must be ≤ 1.5: ${holds(ratio <= 1.5)}`,
    ]);
  }
  if (f.capinfos) {
    const ratio = f.process.best / f.capinfos.best;
    rows.push(['capinfos -c F', seconds(f.capinfos), `${ratio.toFixed(2)} x, aim ≤ 1: ${holds(ratio <= 1)}`]);
  }
  if (f.pcapParserPerSecond) {
    const ratio = speed / f.pcapParserPerSecond;
    rows.push([
      'pcap-parser splitting records',
      `${whole(f.pcapParserPerSecond)} records/s`,
      `${ratio.toFixed(1)} x as fast, must be ≥ 5: ${holds(ratio >= 5)}`,
    ]);
  }
  if (f.tsharkPerSecond) {
    // Without its start tshark looks better, so this is the harder comparison.
    const pace = f.tsharkPerSecondWithoutStart ?? f.tsharkPerSecond;
    const ratio = speed / pace;
    rows.push(
      [
        'tshark -T fields, slice',
        `${whole(f.tsharkPerSecond)} records/s`,
        `${(speed / f.tsharkPerSecond).toFixed(0)} x as fast`,
      ],
      [
        '  less its start',
        `${whole(pace)} records/s`,
        `${ratio.toFixed(0)} x as fast, must be ≥ 100: ${holds(ratio >= 100)}`,
      ],
    );
  }
  return rows;
}

function memoryRows(f, records) {
  const allowed = 64 * records + 150 * MEGA;
  return [
    [
      'peak memory',
      `${whole(f.peak.median / MEGA)} MB (${whole(f.loadPeak.median / MEGA)} MB after load)`,
      `must be ≤ ${whole(allowed / MEGA)} MB: ${holds(f.peak.median <= allowed)}`,
    ],
    [
      '  above an empty run',
      `${f.bytesPerRecord.toFixed(1)} bytes a record (empty: ${whole(f.emptyPeak / MEGA)} MB)`,
      '',
    ],
  ];
}

function answerRows({ millis: m }, large) {
  const limit = (name, most) => {
    const row = [name, millis(m[name])];
    return [...row, `must be ≤ ${most} ms: ${holds(m[name].median <= most)}`];
  };
  const plain = name => [name, millis(m[name]), ''];
  const ifLarge = (name, most) => (large ? limit(name, most) : plain(name));
  return [
    limit('first picture', 1000),
    ...['open', 'first graph', 'loaded', 'graph', 'timeline, first'].map(plain),
    ifLarge('timeline, whole', 50),
    ifLarge('timeline, zoomed', 50),
    plain('bursts'),
    ifLarge('threshold', 300),
    ifLarge('threshold again', 300),
  ];
}

function filterRows({ filters }, large) {
  return Object.entries(filters).map(([text, figure]) => [
    `filter ${text}`,
    millis(figure),
    large ? `must be ≤ 500 ms: ${holds(figure.median <= 500)}` : '',
  ]);
}

/** Lines of text. `records` is what the capture holds; the last rows have a limit from 10 million records on. */
export function table(f, records) {
  const large = records >= 1e7;
  const rows = [...speedRows(f, records), ...memoryRows(f, records), ...answerRows(f, large), ...filterRows(f, large)];
  const widths = [0, 1].map(i => Math.max(...rows.map(row => row[i].length)));
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
