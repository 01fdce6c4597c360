// A checksum in the tree, with what became of its check. Always verified, unlike in Wireshark, whose preferences are off.

import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { CHECKSUM } from '../../../shared/catalogue/checksum-status.ts';
import { shouldBe } from '../checksum.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

/** Names of the fields of one protocol's checksum. */
export interface ChecksumNames {
  readonly value: FieldName;
  readonly status: FieldName;
  readonly calculated?: FieldName;
  readonly bad: FieldName | null;
}

/** Why a checksum was not verified, as people read it. */
export const UNVERIFIED = {
  cut: 'not all bytes were captured',
  fragment: 'in a fragment',
  quoted: 'quoted in an error',
} as const;

/**
 * Adds the Internet checksum at `at`. `computed` is the checksum over everything it covers, or says why there is none;
 * `offload`: a wrong one would still have to be filled in by the network adapter.
 */
export function addChecksum(
  d: Dissection,
  parent: TreeItem,
  names: ChecksumNames,
  at: number,
  computed: number | string,
  offload = false,
): void {
  const found = d.uint16(at);
  const item = d.add(parent, names.value, at, 2);
  if (typeof computed === 'string') {
    d.generated(parent, names.status, CHECKSUM.unverified, `Checksum Status: Unverified (${computed})`);
    return;
  }
  const good = computed === 0;
  if (good || !offload) d.generated(parent, names.status, good ? CHECKSUM.good : CHECKSUM.bad);
  else d.generated(parent, names.status, CHECKSUM.unverified, 'Checksum Status: unverified (offload?)');
  const expected = good ? found : shouldBe(found, computed);
  if (names.calculated !== undefined) d.generated(parent, names.calculated, expected);
  if (!good && !offload) {
    d.expert(item, names.bad, 'error', `Bad checksum [should be 0x${expected.toString(16).padStart(4, '0')}]`);
  }
}

/** Why the checksum of a layer that begins at `at` cannot be verified; null when it can. */
export function whyUnverified(d: Dissection): string | null {
  if (d.fragmented) return UNVERIFIED.fragment;
  if (d.reported > d.end) return UNVERIFIED.cut;
  return null;
}
