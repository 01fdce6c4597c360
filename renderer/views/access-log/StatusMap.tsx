// P(status | host) of the busiest hosts as a heat map; hosts whose answers are unlike those of the whole are marked.
import type { StatusByHost } from '../../../shared/model/request.ts';
import { HTTP_STATUS_NAMES } from '../../../shared/net/http-status.ts';
import { counted, formatCount, formatShare } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { AddressName } from '../../ui/AddressName.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { Term } from '../../ui/Term.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { NO_VALUE } from '../../ui/words.ts';
import classes from './access-log.module.css';
import { chooseHost, narrow, useQuestion } from './narrowed.ts';

const HOSTS = 50;
const ALPHA = 0.05;
/** Text stays readable on the strongest cell. */
const STRONGEST = 46;

export function StatusMap() {
  const question = useQuestion();
  const { value, problem } = useAnswer('statusByHost', question && { ...question, hosts: HOSTS });
  return (
    <section className={classes.panel} aria-label="Status by host">
      <Toolbar
        label="Status by host"
        end={
          value && (
            <Count>
              {value.total > value.hosts.length ? `the ${formatCount(value.hosts.length)} busiest of ` : ''}
              {counted(value.total, 'host')}
            </Count>
          )
        }
      >
        <h3 className={classes.title}>
          <Term text="Share of a host's requests that were answered with each status: P(status | host). Marked: hosts whose share of answers that are not 2xx differs from that of all requests by an exact two-sided binomial test, p below 0.05 divided by the number of hosts (Bonferroni).">
            P(status | host)
          </Term>
        </h3>
      </Toolbar>
      {problem && <ProblemLine problem={problem} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.map} tabIndex={0} aria-label="Table of statuses by host">
        {value && <HeatTable value={value} />}
      </section>
    </section>
  );
}

const shade = (share: number): string =>
  `color-mix(in srgb, var(--c-accent) ${(Math.sqrt(share) * STRONGEST).toFixed(1)}%, transparent)`;

function HeatTable({ value }: { readonly value: StatusByHost }) {
  const { statuses, hosts, total, whole } = value;
  if (hosts.length === 0) return <p className={classes.empty}>No request in the selection.</p>;
  const all = whole.reduce((sum, count) => sum + count, 0);
  return (
    <table className={classes.heat} data-picture="Status by host" data-testid="status-map">
      <thead>
        <tr>
          <th scope="col">Host</th>
          <th scope="col">Requests</th>
          {statuses.map(status => (
            <th key={status} scope="col" title={HTTP_STATUS_NAMES[status]}>
              {status === 0 ? NO_VALUE : status}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className={classes.whole}>
          <th scope="row">All</th>
          <td>{formatCount(all)}</td>
          {whole.map((count, i) => (
            <td key={statuses[i]} style={{ background: shade(count / all) }}>
              {formatShare(count / all)}
            </td>
          ))}
        </tr>
        {hosts.map(({ ip, requests, counts, pValue }) => {
          const isUnlike = pValue !== null && pValue < ALPHA / total;
          return (
            <tr key={ip}>
              <th scope="row">
                <button type="button" onClick={() => void chooseHost(ip)} title={`Show only ${printable(ip)}`}>
                  {isUnlike && (
                    <span
                      className={classes.unlike}
                      title={`Unlike the whole: p = ${pValue.toExponential(1)}, below 0.05 / ${counted(total, 'host')}`}
                    >
                      <Icon name="warn" size={12} />
                    </span>
                  )}
                  <AddressName address={printable(ip)} />
                </button>
              </th>
              <td>{formatCount(requests)}</td>
              {counts.map((count, i) => {
                const status = statuses[i]!;
                return (
                  <td key={status} style={count > 0 ? { background: shade(count / requests) } : undefined}>
                    {count > 0 && (
                      <button
                        type="button"
                        title={`P(${status} | ${printable(ip)}) = ${count / requests}: ${formatCount(count)} of ${counted(requests, 'request')}`}
                        onClick={() => {
                          void chooseHost(ip);
                          narrow('status', status === 0 ? '' : String(status));
                        }}
                      >
                        {formatShare(count / requests)}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
