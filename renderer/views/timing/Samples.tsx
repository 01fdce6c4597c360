// Gaps of up to four keys laid over each other: histogram, cumulative curve, summary.
import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { stretchOf } from '../../../shared/axis/log-axis.ts';
import type { Distribution, Distributions, Subject } from '../../../shared/model/gap.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { type Named, useHostCalled } from '../../state/annotations.ts';
import parts from '../../ui/parts.module.css';
import { Term } from '../../ui/Term.tsx';
import { CumulativeCurve, type Curve } from './CumulativeCurve.tsx';
import { ALL_OF, keyLabel } from './key-text.ts';
import { LogHistogram } from './LogHistogram.tsx';
import { percentilesOf, SUMMARY_MEASURES } from './measures.ts';
import classes from './timing.module.css';

const PLOT = 168;

interface Props {
  readonly found: Distributions;
  readonly colours: readonly string[];
  readonly late: boolean;
}

const sampleName = ({ subject, name }: Distribution, called: (host: Named) => string): string =>
  name ? keyLabel(subject.scope, name, called) : ALL_OF[subject.scope];

/** The direction tells two samples of one host apart. */
const subjectText = (subject: Subject): string =>
  subject.scope === 'host' ? (subject.direction === 'idt' ? 'sent' : 'received') : '';

export function Samples({ found, colours, late }: Props) {
  const called = useHostCalled();
  const [logarithmic, setLogarithmic] = useState(false);
  const { edges, samples } = found;
  const titled = samples.map((sample, i) => ({
    ...sample,
    title: `${sampleName(sample, called)} ${subjectText(sample.subject)}`.trim(),
    colour: colours[i % colours.length]!,
    n: sample.summary.n,
  }));
  const first = titled[0]!;
  if (edges.length === 0) {
    return (
      <p className={classes.nothing} data-testid="no-gaps">
        {first.n === 0
          ? 'There are no gaps: that takes two records. Choose another key, a wider time range, or no filter.'
          : `All ${formatCount(first.n)} gaps are 0: the records carry one stamp.`}
      </p>
    );
  }
  const curves: Curve[] = titled.map(({ title, colour, curve, n }) => ({ name: title, colour, ...curve, n }));
  return (
    <div className={late ? classes.late : undefined}>
      <LogHistogram
        title={
          <Term text="How many gaps are that long, on a logarithmic axis. Gaps of 0 are counted apart, in the summary. Heights are shares of each key's gaps.">
            Histogram
          </Term>
        }
        what="gaps"
        unit="duration"
        edges={edges}
        bars={titled.map(({ title, colour, counts, n }) => ({ name: title, colour, counts, n }))}
        height={PLOT}
        logarithmic={logarithmic}
        aside={
          <SegmentedControl
            data-picture-skip
            aria-label="Heights of the histogram"
            size="xs"
            value={logarithmic ? 'log' : 'linear'}
            data={[
              { value: 'linear', label: 'Linear' },
              { value: 'log', label: 'Log' },
            ]}
            onChange={value => setLogarithmic(value === 'log')}
          />
        }
      />
      <CumulativeCurve
        title={
          <Term text="The share of gaps that are at most that long: exact. The dots are percentiles of the first key.">
            Cumulative
          </Term>
        }
        what="gaps"
        unit="duration"
        {...stretchOf(edges)}
        curves={curves}
        percentiles={percentilesOf(first.summary)}
        height={PLOT}
      />
      <table className={classes.summary} data-testid="gap-summary">
        <thead>
          <tr>
            <td />
            {titled.map(({ title, colour }) => (
              <th key={title} scope="col" title={title}>
                <span className={classes.swatch} style={{ background: colour }} aria-hidden="true" /> {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SUMMARY_MEASURES.map(measure => (
            <tr key={measure.label}>
              <th scope="row">
                <Term text={measure.definition}>{measure.label}</Term>
              </th>
              {titled.map(sample => (
                <td key={sample.title} title={measure.exact?.(sample)} data-testid={`gap-${measure.label}`}>
                  {measure.text(sample)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface LegendProps {
  readonly samples: readonly Distribution[];
  readonly colours: readonly string[];
  /** Samples kept for comparing: the first is the one that is selected. */
  readonly kept: readonly Subject[];
  readonly onKeep: (() => void) | null;
  onDrop(subject: Subject): void;
}

export const isSameSubject = (a: Subject, b: Subject): boolean =>
  a.scope === b.scope && a.direction === b.direction && a.key === b.key;

export function Legend({ samples, colours, kept, onKeep, onDrop }: LegendProps) {
  const called = useHostCalled();
  return (
    <ul className={classes.samples} data-testid="samples">
      {samples.map((sample, i) => (
        <li key={JSON.stringify(sample.subject)}>
          <span className={classes.swatch} style={{ background: colours[i % colours.length] }} aria-hidden="true" />
          <span className={classes.sampleName} title={sampleName(sample, called)}>
            {sampleName(sample, called)} <span className={parts.dim}>{subjectText(sample.subject)}</span>
          </span>
          {i === 0 && onKeep && (
            <Tooltip label="Keeps these gaps in the pictures while other keys are selected: up to four are laid over each other">
              <Button size="compact-xs" onClick={onKeep} data-testid="keep-sample">
                Keep to compare
              </Button>
            </Tooltip>
          )}
          {kept.some(one => isSameSubject(one, sample.subject)) && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Drop ${sampleName(sample, called)}`}
              onClick={() => onDrop(sample.subject)}
            >
              Drop
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
