// Checks what arrives from a window before the engine sees it: one schema for every call and bulk call of the contract.
import { z } from 'zod';
import type { BulkCalls, BulkInput, BulkName, CallName, Calls, Input } from '../../shared/contract/calls.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { BURST_SORTS } from '../../shared/model/burst.ts';
import { CONVERSATION_SORTS } from '../../shared/model/host.ts';
import { REPORT_SECTIONS } from '../../shared/model/report-section.ts';
import { TIMELINE_BY, TIMELINE_MEASURES } from '../../shared/model/timeline.ts';
import { beaconBulkSchemas, beaconRequest, beaconSchemas } from './check/beacons.ts';
import { burstInsight } from './check/bursts.ts';
import { compareRequest, compareSchemas } from './check/compare.ts';
import { filterSchemas, reportChoice } from './check/filters.ts';
import { flowSchemas } from './check/flows.ts';
import { graphQuestion } from './check/graph.ts';
import { overviewSchemas } from './check/overview.ts';
import { burstParams, direction, id, ofSelection, ofSource, optionalId, paged, path, range } from './check/parts.ts';
import { followRequest, recordSchemas } from './check/records.ts';
import { requestReport, requestSchemas } from './check/requests.ts';
import { countOptions, seriesRequest, seriesSchemas } from './check/series.ts';
import { timingRequest, timingSchemas } from './check/timing.ts';
import { windowBulkSchemas, windowRequest, windowSchemas } from './check/windows.ts';
import { hostMarks, workspaceSchemas } from './check/workspace.ts';

const MAX_SERIES = 200;
const MAX_PIXELS = 8192;
const MAX_FIELDS = 1000;
const MAX_FILES = 1000;

const by = z.enum(['pair', 'flow']);
const reportRequest = z.strictObject({
  report: z.enum([
    'bursts',
    'packets',
    'hosts',
    'conversations',
    'flows',
    'timing',
    'beacons',
    'windows',
    'graph',
    'compare',
    'summary',
    'series',
    'access-log',
  ]),
  range,
  bursts: burstParams,
  only: reportChoice.optional(),
  by: z.enum(['pair', 'flow', 'connection']),
  idleNanos: z.int().min(0).optional(),
  raw: z.boolean().optional(),
  names: z.enum(['wireshark', 'scapy']).optional(),
  fields: z.array(z.string().min(1).max(200)).max(MAX_FIELDS).optional(),
  insight: burstInsight.optional(),
  timing: timingRequest.optional(),
  compare: z.strictObject(compareRequest).optional(),
  beacons: beaconRequest.optional(),
  windows: windowRequest.optional(),
  series: seriesRequest.optional(),
  requests: requestReport.optional(),
  marks: hostMarks.optional(),
  sections: z.array(z.enum(REPORT_SECTIONS)).min(1).max(REPORT_SECTIONS.length).optional(),
  format: z.enum(['csv', 'json', 'parquet', 'graphml', 'html']).optional(),
});

const callSchemas = {
  ...beaconSchemas,
  ...compareSchemas,
  ...filterSchemas,
  ...flowSchemas,
  ...recordSchemas,
  ...overviewSchemas,
  ...requestSchemas,
  ...seriesSchemas,
  ...timingSchemas,
  ...windowSchemas,
  ...workspaceSchemas,
  open: z.strictObject({
    path,
    more: z.array(path).max(MAX_FILES).optional(),
    inner: z.boolean().optional(),
    counts: countOptions.optional(),
  }),
  stop: z.strictObject(ofSource),
  close: z.strictObject(ofSource),
  info: z.strictObject(ofSource),
  graph: graphQuestion,
  hosts: z.strictObject({
    ...ofSelection,
    ...paged,
    range,
    search: z.string().max(200).optional(),
    addresses: z.array(z.string().max(120)).max(100).optional(),
    sort: z.enum([
      'address',
      'packetsSent',
      'packetsReceived',
      'bytesSent',
      'bytesReceived',
      'payloadSent',
      'payloadReceived',
      'peers',
      'first',
    ]),
    direction,
  }),
  host: z.strictObject({ ...ofSelection, host: id, range }),
  conversations: z.strictObject({
    ...ofSelection,
    ...paged,
    by,
    host: optionalId,
    peer: optionalId,
    range,
    bursts: burstParams,
    sort: z.enum(CONVERSATION_SORTS),
    direction,
  }),
  conversation: z.strictObject({ ...ofSelection, by, id, range, bursts: burstParams }),
  bursts: z.strictObject({
    ...ofSelection,
    ...paged,
    params: burstParams,
    host: optionalId,
    peer: optionalId,
    range,
    sort: z.enum(BURST_SORTS),
    direction,
  }),
  tree: z.strictObject({ ...ofSource, number: z.int().min(1).max(0xffff_ffff) }),
  follow: z.strictObject({ ...ofSelection, request: followRequest, path }),
  write: z.strictObject({ ...ofSelection, request: reportRequest, path }),
  stopWriting: z.strictObject(ofSource),
  initial: z.null(),
  chooseCapture: z.null(),
  recent: z.null(),
  export: z.strictObject({ ...ofSelection, request: reportRequest, suggestedName: z.string().min(1).max(255) }),
} satisfies Record<CallName, z.ZodType>;

const bulkSchemas = {
  ...beaconBulkSchemas,
  ...windowBulkSchemas,
  timeline: z.strictObject({
    ...ofSelection,
    host: optionalId,
    peer: optionalId,
    by: z.enum(TIMELINE_BY).optional(),
    measure: z.enum(TIMELINE_MEASURES).optional(),
    range,
    pixels: z.int().min(1).max(MAX_PIXELS),
    maxSeries: z.int().min(0).max(MAX_SERIES),
    bursts: burstParams,
  }),
} satisfies Record<BulkName, z.ZodType>;

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Complete<T> = T extends object ? { -readonly [K in keyof T]-?: Complete<Exclude<T[K], undefined>> } : T;
type Both<T> = [Plain<T>, Complete<T>];
type Same<A, B> = Both<A> extends Both<B> ? (Both<B> extends Both<A> ? true : false) : false;
type Drifted<Schemas extends Record<string, z.ZodType>, Inputs extends Record<keyof Schemas, unknown>> = {
  [N in keyof Schemas]: Same<z.output<Schemas[N]>, Inputs[N]> extends true ? never : N;
}[keyof Schemas];
type ContractInputs = { [N in CallName]: Input<N> };
type BulkInputs = { [N in BulkName]: BulkInput<N> };
/** The schemas themselves, or, when some have drifted from the contract, a type that they are not and that names these. */
type InStep<Schemas extends Record<string, z.ZodType>, Inputs extends Record<keyof Schemas, unknown>> = [
  Drifted<Schemas, Inputs>,
] extends [never]
  ? Schemas
  : { drifted: Drifted<Schemas, Inputs> };

const calls: InStep<typeof callSchemas, ContractInputs> = callSchemas;
const bulkCalls: InStep<typeof bulkSchemas, BulkInputs> = bulkSchemas;

export const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(calls, name);

export const isBulkName = (name: unknown): name is BulkName =>
  typeof name === 'string' && Object.hasOwn(bulkCalls, name);

function sentence(name: string, error: z.ZodError): string {
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') return `${name}: unknown argument ${issue.keys.join(', ')}.`;
  const where = issue.path.length === 0 ? '' : `argument ${issue.path.join('.')}: `;
  return `${name}: ${where}${issue.message.replace(/^Invalid input: /, '')}.`;
}

function check<T>(schema: z.ZodType, name: string, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data as T;
  throw new ProblemError('usage', sentence(name, result.error));
}

/** The input of a call as the contract has it. Throws ProblemError (`usage`) naming the argument that is wrong. */
export const checkInput = <Name extends keyof Calls>(name: Name, input: unknown): Input<Name> =>
  check(calls[name], name, input ?? null);

/** As checkInput, for bulk calls. */
export const checkBulkInput = <Name extends keyof BulkCalls>(name: Name, input: unknown): BulkInput<Name> =>
  check(bulkCalls[name], name, input);
