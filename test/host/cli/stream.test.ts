// `burstscope stream`: options, what it writes and what it says about it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../../main/session/local-engine.ts';
import { type Sent, temporaryFolder, traffic } from '../../build/traffic.ts';
import { run } from './run.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const client = { protocol: 'tcp', src: '10.0.0.1', sport: 4000, dst: '10.0.0.2', dport: 80 } as const;
const server = { protocol: 'tcp', src: '10.0.0.2', sport: 80, dst: '10.0.0.1', dport: 4000 } as const;
const RECORDS: readonly Sent[] = [
  { ...client, at: '1', flags: 2, seq: 0 },
  { ...client, at: '2', seq: 1, data: bytes('GET /\r\n') },
  { ...server, at: '3', seq: 1, ack: 8, data: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) },
  { ...server, at: '4', seq: 15, ack: 8, data: bytes('end') },
  { ...client, at: '5', seq: 8, ack: 18 },
];

async function stream(...args: string[]) {
  const path = join(temporaryFolder(), 'test.pcap');
  writeFileSync(path, traffic(RECORDS));
  return run(['stream', path, ...args], startLocalEngine());
}

describe('burstscope stream', () => {
  it('writes both sides as text, and says what is missing', async () => {
    const { status, out, err } = await stream('--flow', '1');
    expect([status, out]).toEqual([0, 'GET /\r\n.PNG[10 bytes missing in capture file].end']);
    expect(err).toBe('burstscope: 10 bytes are missing in the capture\n');
  });

  it('writes the bytes of one side to a file', async () => {
    const path = join(temporaryFolder(), 'out.bin');
    const { out } = await stream('--flow', '1', '--as', 'raw', '--direction', 'ba', '--limit', '4', '--out', path);
    expect(out.length).toBe(0);
    expect([...readFileSync(path)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it('writes Wireshark’s hex dump, and says when a limit cut it short', async () => {
    const { out, err } = await stream('--flow', '1', '--as', 'hex', '--limit', '8');
    expect(out).toMatch(/^00000000 {2}47 45 54 20 2f 0d 0a .*GET \/\.\.\n\t00000000 {2}89 .*\.\n$/);
    expect(err).toContain('the limit of 8 bytes cut it short');
  });

  it.each([
    [[], '--flow is missing'],
    [['--flow', '0'], '--flow takes a whole number of at least 1, not "0"'],
    [['--flow', '1', '--as', 'raw'], '--as raw needs --direction'],
    [['--flow', '1', '--as', 'yaml'], '--as takes text or hex or raw'],
    [['--flow', '2'], 'There is no flow 2: the capture has 1'],
  ])('refuses %j', async (args, message) => {
    const { status, err } = await stream(...args);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
