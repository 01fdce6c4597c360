// `burstscope access-log`: requests for pages, their values, and what stands out among them (DEFINITIONS section 7).
import {
  DEFAULT_ANOMALIES,
  REQUEST_FIELDS,
  REQUEST_REPORTS,
  type RequestField,
  type RequestWhere,
} from '../../../shared/model/request.ts';
import { DETECTORS, type Detector } from '../../../shared/model/series.ts';
import { usage } from './command.ts';
import { OUTPUT_HELP, oneOf, SELECTION_HELP, text, type Values, wholeNumber } from './options.ts';
import { reportCommand } from './write-report.ts';

/** Names of a list with commas. */
function listOf<T extends string>(values: Values, name: string, words: readonly T[]): readonly T[] | undefined {
  const list = text(values, name);
  if (list === undefined) return undefined;
  return list.split(',').map(word => {
    const found = words.find(one => one === word.trim());
    if (found === undefined) throw usage(`--${name} takes ${words.join(', ')}, not "${word.trim()}".`);
    return found;
  });
}

function share(values: Values, name: string): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number <= 1)) {
    throw usage(`--${name} takes a share from 0 to 1, such as 0.001, not "${value}".`);
  }
  return number;
}

/** `status=404` and others, with commas between them; within a value, one that looks like the next field follows has a backslash in front. */
function whereOf(values: Values): readonly RequestWhere[] | undefined {
  const list = text(values, 'where');
  if (list === undefined) return undefined;
  const fields = REQUEST_FIELDS.join('|');
  return list.split(new RegExp(`(?<!\\\\),(?=(?:${fields})=)`)).map(one => {
    const at = one.indexOf('=');
    const field = REQUEST_FIELDS.find(name => name === one.slice(0, at));
    if (field === undefined)
      throw usage(`--where takes FIELD=VALUE with one of ${REQUEST_FIELDS.join(', ')}, not "${one}".`);
    return { field, value: one.slice(at + 1).replace(new RegExp(`\\\\(?=,(?:${fields})=)`, 'g'), '') };
  });
}

export const accessLog = reportCommand({
  report: 'access-log',
  summary: 'requests of access logs as CSV: one by one, values, P(value | host), anomalies',
  help: `burstscope access-log FILE… [options]

Writes the requests of access logs (combined or common format of Apache and nginx), of Zeek's logs of HTTP, or of
HTTP/1 in a capture, in the order of time; or how often each value of a field occurs, alone or given the value of
another field; or what stands out: rare values, hosts whose share of answers that are not 2xx differs from that of
the whole (exact two-sided binomial test), and intervals with unusually many or few requests.
FILE may be compressed (gzip, zstd, lz4); several FILEs, and folders of rotated logs, are one; - reads standard input.
Lines that cannot be read are reported on standard error with their number and reason.

  --report WHAT         ${REQUEST_REPORTS.join(', ')} (requests)
  --field LIST          fields of values, pairs and rare values: ${REQUEST_FIELDS.join(', ')}
                        (values: all; pairs: status; anomalies: ${DEFAULT_ANOMALIES.fields.join(',')})
  --given FIELD         pairs: the field whose value is given (ip)
  --where LIST          only requests with FIELD=VALUE, such as status=404,method=GET; within a value
                        \\ goes in front of a comma that FIELD= follows
  --share P             anomalies: values of which there is a smaller share are rare (${DEFAULT_ANOMALIES.share})
  --alpha P             anomalies: chance that any host is called unlike the whole when none is (${DEFAULT_ANOMALIES.alpha}); each is
                        held against alpha / hosts tested (Bonferroni), which the reason names
  --interval SECONDS    anomalies: length of an interval of the rate (one that suits the span)
  --detect LIST         anomalies: detectors of the rate: ${DETECTORS.join(', ')} (${DEFAULT_ANOMALIES.detectors.join(',')})
  --hosts N             anomalies: the busiest hosts, whose own rates are looked at (${DEFAULT_ANOMALIES.hosts})
  --inner               of a capture: hosts of the innermost IP header of tunnels
${SELECTION_HELP}
                        (--filter: of a capture alone)
${OUTPUT_HELP}

  burstscope access-log access.log --report values --field status,user_agent
  burstscope access-log /var/log/nginx --report anomalies --csv anomalies.csv
`,
  options: {
    report: { type: 'string' },
    field: { type: 'string' },
    given: { type: 'string' },
    where: { type: 'string' },
    share: { type: 'string' },
    alpha: { type: 'string' },
    interval: { type: 'string' },
    detect: { type: 'string' },
    hosts: { type: 'string' },
  },
  request: values => {
    const fields = listOf<RequestField>(values, 'field', REQUEST_FIELDS);
    return {
      requests: {
        report: oneOf(values, 'report', REQUEST_REPORTS) ?? 'requests',
        fields,
        given: oneOf(values, 'given', REQUEST_FIELDS),
        where: whereOf(values),
        anomalies: {
          fields: fields ?? DEFAULT_ANOMALIES.fields,
          share: share(values, 'share') ?? DEFAULT_ANOMALIES.share,
          alpha: share(values, 'alpha') ?? DEFAULT_ANOMALIES.alpha,
          seconds: wholeNumber(values, 'interval', 1),
          detectors: listOf<Detector>(values, 'detect', DETECTORS) ?? DEFAULT_ANOMALIES.detectors,
          hosts: wholeNumber(values, 'hosts', 0) ?? DEFAULT_ANOMALIES.hosts,
        },
      },
    };
  },
});
