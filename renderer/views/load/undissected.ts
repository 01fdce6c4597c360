// Why a capture with records has no hosts, in a sentence. Pure.
import type { SourceInfo } from '../../../shared/model/source.ts';
import { formatCount } from '../../../shared/unit/format.ts';

export function undissectedText(info: Pick<SourceInfo, 'interfaces' | 'arpRecords' | 'undissected'>): string {
  const foreign = info.interfaces.filter(one => !one.decoded);
  const names = [...new Set(foreign.map(one => `${one.linkName} (${one.linkType})`))];
  if (info.undissected > 0 && names.length > 0) {
    const noun = names.length === 1 ? 'Link type' : 'Link types';
    const verb = names.length === 1 ? 'is' : 'are';
    return `${noun} ${names.join(', ')} ${verb} not dissected yet, so there are no addresses to show.`;
  }
  if (info.arpRecords > 0)
    return `There are ${formatCount(info.arpRecords)} ARP records, but no host sent or received IP.`;
  return 'Its records carry other protocols than IP, so there are no addresses to show.';
}
