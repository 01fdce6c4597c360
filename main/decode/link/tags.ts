// Tags of a fixed length that end in an EtherType: IEEE 802.1ah I-tag, 802.1BR E-tag, VN-tag, Cisco MetaData, HSR
// (IEC 62439-3), 802.1CB R-tag.
// Guarantee: a tag's type is read only when the whole tag was captured.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { nextEtherType } from './trailer.ts';

/** Bytes of each tag, its EtherType at the end included. */
const LENGTH = { backbone: 18, bridgePort: 8, vn: 6, metadata: 8, redundancy: 6, hsr: 6 } as const;
const TYPE_LEN = 2;

const BACKBONE = { tagControl: 0, destination: 4, source: 10 } as const;
const BRIDGE_PORT = { tagControl: 0, group: 2, ingressExtension: 4, extension: 5 } as const;
const METADATA = { version: 0, length: 1, options: 2, groupTag: 4 } as const;
const HSR = { path: 0, sequence: 2 } as const;
const REDUNDANCY = { sequence: 2 } as const;

// hot path
/** Whether an EtherType announces one of these tags. */
export function isTagType(type: number): boolean {
  return tagLength(type) > 0;
}

// hot path
function tagLength(type: number): number {
  switch (type) {
    case ETHER_TYPE.providerBackbone:
      return LENGTH.backbone;
    case ETHER_TYPE.bridgePort:
      return LENGTH.bridgePort;
    case ETHER_TYPE.vnTag:
      return LENGTH.vn;
    case ETHER_TYPE.ciscoMetadata:
      return LENGTH.metadata;
    case ETHER_TYPE.hsr:
      return LENGTH.hsr;
    case ETHER_TYPE.redundancy:
      return LENGTH.redundancy;
    default:
      return 0;
  }
}

// hot path
/** Reads the tag of `type` at `at`; returns where the next header begins, or -1 when the tag was cut. */
export function walkTag(bytes: Uint8Array, at: number, type: number, layers: Layers): number {
  const end = at + tagLength(type);
  if (end > layers.end) {
    layers.faults |= FAULT.cut;
    layers.etherType = -1;
    return -1;
  }
  layers.etherType = uint16(bytes, end - TYPE_LEN);
  return end;
}

/** Adds the I-tag at `at` to the tree. */
export function dissectBackboneTag(d: Dissection, at: number): void {
  const outer = d.items.at(-1);
  // Behind a B-tag the I-tag is part of that layer.
  const inside = outer?.name === 'ieee8021ad' && outer.start + 4 === at;
  const tag = inside ? outer : d.layer('ieee8021ah', at, LENGTH.backbone);
  const fields: readonly FieldName[] = [
    'ieee8021ah.priority',
    'ieee8021ah.drop',
    'ieee8021ah.nca',
    'ieee8021ah.res1',
    'ieee8021ah.res2',
    'ieee8021ah.isid',
  ];
  for (const field of fields) d.add(tag, field, at + BACKBONE.tagControl, 4);
  d.add(tag, 'ieee8021ah.cdst', at + BACKBONE.destination, 6);
  d.add(tag, 'ieee8021ah.csrc', at + BACKBONE.source, 6);
  const end = at + LENGTH.backbone;
  d.add(tag, 'ieee8021ah.etype', end - TYPE_LEN, 2);
  nextEtherType(d, { item: tag, at, trailer: 'ieee8021ah.trailer', fcs: 0 }, d.uint16(end - TYPE_LEN), end);
}

/** Adds the E-tag at `at` to the tree. */
export function dissectBridgePortTag(d: Dissection, at: number): void {
  const tag = d.layer('etag', at, LENGTH.bridgePort);
  d.add(tag, 'etag.pcp', at + BRIDGE_PORT.tagControl, 2);
  d.add(tag, 'etag.dei', at + BRIDGE_PORT.tagControl, 2);
  d.add(tag, 'etag.iecid_base', at + BRIDGE_PORT.tagControl, 2);
  d.add(tag, 'etag.resv', at + BRIDGE_PORT.group, 2);
  d.add(tag, 'etag.group', at + BRIDGE_PORT.group, 2);
  d.add(tag, 'etag.ecid_base', at + BRIDGE_PORT.group, 2);
  d.add(tag, 'etag.iecid_ext', at + BRIDGE_PORT.ingressExtension, 1);
  d.add(tag, 'etag.ecid_ext', at + BRIDGE_PORT.extension, 1);
  const end = at + LENGTH.bridgePort;
  d.add(tag, 'etag.etype', end - TYPE_LEN, 2);
  nextEtherType(d, { item: tag, at, trailer: 'etag.trailer', fcs: 0 }, d.uint16(end - TYPE_LEN), end);
}

/** Adds the VN-tag at `at` to the tree. */
export function dissectVnTag(d: Dissection, at: number): void {
  const tag = d.layer('vntag', at, LENGTH.vn);
  const fields: readonly FieldName[] = [
    'vntag.dir',
    'vntag.ptr',
    'vntag.dst',
    'vntag.looped',
    'vntag.r',
    'vntag.version',
    'vntag.src',
  ];
  for (const field of fields) d.add(tag, field, at, 4);
  const end = at + LENGTH.vn;
  d.add(tag, 'vntag.etype', end - TYPE_LEN, 2);
  nextEtherType(d, { item: tag, at, trailer: 'vntag.trailer', fcs: 0 }, d.uint16(end - TYPE_LEN), end);
}

/** Adds the Cisco MetaData header at `at` to the tree. */
export function dissectCiscoMetadata(d: Dissection, at: number): void {
  const tag = d.layer('cmd', at, LENGTH.metadata);
  d.add(tag, 'cmd.version', at + METADATA.version, 1);
  d.add(tag, 'cmd.length', at + METADATA.length, 1);
  d.add(tag, 'cmd.options', at + METADATA.options, 2);
  d.add(tag, 'cmd.sgt', at + METADATA.groupTag, 2);
  const end = at + LENGTH.metadata;
  d.add(tag, 'cmd.type', end - TYPE_LEN, 2);
  nextEtherType(d, { item: tag, at, trailer: 'cmd.trailer', fcs: 0 }, d.uint16(end - TYPE_LEN), end);
}

/** Adds the HSR tag at `at` to the tree. */
export function dissectHsr(d: Dissection, at: number): void {
  const tag = d.layer('hsr', at, LENGTH.hsr);
  d.add(tag, 'hsr.path', at + HSR.path, 2);
  d.add(tag, 'hsr.netid', at + HSR.path, 2);
  d.add(tag, 'hsr.laneid', at + HSR.path, 2);
  d.add(tag, 'hsr.lsdu_size', at + HSR.path, 2);
  d.add(tag, 'hsr.sequence_nr', at + HSR.sequence, 2);
  const end = at + LENGTH.hsr;
  d.add(tag, 'hsr.type', end - TYPE_LEN, 2);
  d.next('ethertype', d.uint16(end - TYPE_LEN), end);
}

/** Adds the R-tag at `at` to the tree. */
export function dissectRedundancyTag(d: Dissection, at: number): void {
  const tag = d.layer('ieee8021cb', at, LENGTH.redundancy);
  d.add(tag, 'ieee8021cb.seq', at + REDUNDANCY.sequence, 2);
  const end = at + LENGTH.redundancy;
  d.add(tag, 'ieee8021cb.etype', end - TYPE_LEN, 2);
  d.protocols.push('ethertype');
  d.next('ethertype', d.uint16(end - TYPE_LEN), end);
}
