// Lists of domain names in DHCPv6 options (RFC 8415 section 10): labels without compression, told apart as Wireshark does.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { printable } from '../../../shared/unit/printable.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';

const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;

/** Adds the names in bytes[at, at + length): whole ones with a dot at the end, a partial one, which must be the only one, without. */
export function addDomainNames(d: Dissection, tree: TreeItem, field: FieldName, at: number, length: number): void {
  if (length === 0) {
    const label = 'Empty domain field: the client requests the server to provide a domain name';
    d.add(tree, 'dhcpv6.domain_field_len', at, 0, 0, label);
    return;
  }
  const end = at + length;
  let names = 0;
  for (let place = at; place < end; names++) {
    const first = place;
    const labels: string[] = [];
    let size = d.uint8(place++);
    while (size > 0) {
      if (size > LONGEST_LABEL) {
        d.add(tree, 'dhcpv6.bogus_label_length', place - 1, 1);
        return;
      }
      if (place + size > end) {
        d.add(tree, 'dhcpv6.domain_field_len_exceeded', place - 1, 1);
        return;
      }
      d.require(place, size);
      labels.push(asciiText(d.bytes, place, size));
      place += size;
      if (place - first > LONGEST_NAME) return;
      if (place === end) {
        addPartialName(d, tree, names === 0 ? field : 'dhcpv6.partial_name_preceded_by_fqdn', first, end, labels);
        return;
      }
      size = d.uint8(place++);
    }
    if (labels.length === 0) {
      d.add(tree, 'dhcpv6.root_only_domain_name', first, 1, "['.' (0)]");
      return;
    }
    const name = labels.length === 1 ? 'dhcpv6.tld' : field;
    d.add(tree, name, first, place - first, `${labels.join('.')}.`);
  }
}

function addPartialName(
  d: Dissection,
  tree: TreeItem,
  field: FieldName,
  at: number,
  end: number,
  labels: readonly string[],
): void {
  const text = labels.join('.');
  d.add(tree, field, at, end - at, text, `Partial domain name: ${printable(text)}`);
}
