// What single records say, read again from the file: the line of each, and any fields of it.
import type { RecordLine } from '../../shared/model/record.ts';
import { Dissector } from '../decode/tree/dissect.ts';
import type { Dissection } from '../decode/tree/dissection.ts';
import { fieldTexts, infoLine } from '../decode/tree/info-line.ts';
import type { RecordSource } from '../filter/record-source.ts';
import { addFacts, type Fact } from './record-fact.ts';

/** Values of a field that a cell has room for. */
const MOST_VALUES = 20;

/**
 * The lines of these records (numbers from 1), in the order of the file; each is dissected by itself. `factsOf` says what
 * only the whole capture knows; it is asked where fields are. Throws ProblemError when the file can no longer be read.
 */
export async function recordLines(
  records: RecordSource,
  numbers: readonly number[],
  fields: readonly string[],
  factsOf: (row: number) => readonly Fact[],
): Promise<readonly RecordLine[]> {
  const rows = [...new Set(numbers)].map(number => number - 1).sort((a, b) => a - b);
  const lines: RecordLine[] = [];
  await records.rows(rows, (row, bytes, facts) => {
    const dissection = new Dissector().dissect(bytes, facts);
    const info = infoLine(dissection);
    if (fields.length > 0) addFacts(dissection, factsOf(row));
    const values = fields.map(field => cellOf(fieldTexts(dissection, field)));
    lines.push({ number: row + 1, info, values, link: linkEnds(dissection) });
    return true;
  });
  return lines;
}

const NETWORK_FIELDS = ['ip.src', 'ipv6.src'] as const;
const SOURCE_FIELDS = ['eth.src', 'wlan.sa', 'sll.src.eth', 'fddi.src', 'tr.src'] as const;
const DESTINATION_FIELDS = ['eth.dst', 'wlan.da', 'fddi.dst', 'tr.dst'] as const;

/** Who a record without IP is from and to, as Wireshark's columns say: ARP, spanning tree and the like. */
function linkEnds(dissection: Dissection): RecordLine['link'] {
  const first = (names: readonly string[]): string | null => {
    for (const name of names) {
      const [text] = fieldTexts(dissection, name);
      if (text !== undefined) return text;
    }
    return null;
  };
  if (first(NETWORK_FIELDS) !== null) return null;
  const [src, dst] = [first(SOURCE_FIELDS), first(DESTINATION_FIELDS)];
  return src === null && dst === null ? null : { src, dst };
}

function cellOf(texts: readonly string[]): string | null {
  if (texts.length === 0) return null;
  const more = texts.length > MOST_VALUES ? `, and ${texts.length - MOST_VALUES} more` : '';
  return texts.slice(0, MOST_VALUES).join(', ') + more;
}
