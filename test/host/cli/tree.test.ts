// `burstscope tree`: what it writes, and what it says of a record that is not there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../../main/session/local-engine.ts';
import { ascii, ethernet, ipv4, udp } from '../../build/packet.ts';
import { pcapFile } from '../../build/pcap.ts';
import { temporaryFolder } from '../../build/traffic.ts';
import { run } from './run.ts';

const data = ethernet(0x0800, ipv4({ protocol: 17, payload: udp({ payload: ascii('hello') }) }));

async function tree(...args: string[]) {
  const path = join(temporaryFolder(), 'test.pcap');
  writeFileSync(path, pcapFile({ records: [{ seconds: 1, data }] }));
  return run(['tree', path, ...args], startLocalEngine());
}

describe('burstscope tree', () => {
  it('writes layers and fields as indented lines, with their bytes when asked', async () => {
    const { status, out } = await tree('1', '--bytes');
    expect(status).toBe(0);
    expect(out).toContain('\nInternet Protocol Version 4, Src: 192.0.2.1, Dst: 198.51.100.2  (14-33)\n');
    expect(out).toContain('\n    Time to Live: 64  (22-22)\n');
    expect(out).toContain('\n    [Stream index: 0]\n');
  });

  it('writes the bytes', async () => {
    const { out } = await tree('1', '--hex');
    expect(out).toContain(
      '\nFrame (47 bytes):\n0000  02 00 00 00 00 0b 02 00 00 00 00 0a 08 00 45 00   ..............E.\n',
    );
    expect(out).toMatch(/^0020 {2}.*68 65 6c 6c 6f .*hello\n$/m);
  });

  it('writes JSON', async () => {
    const { out } = await tree('1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      number: 1,
      protocols: 'eth:ethertype:ip:udp:data',
      sources: [{ title: 'Frame' }],
    });
  });

  it.each([
    [['2'], 'There is no record 2: the capture has 1'],
    [['0'], '"0" is not the number of a record: they count from 1'],
    [['1e3'], '"1e3" is not the number of a record: they count from 1'],
    [[], 'A capture and the number of a record are needed'],
  ])('says in one sentence what is wrong with %j', async (args, sentence) => {
    const { status, out, err } = await tree(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toBe(`burstscope tree: ${sentence}; see burstscope tree --help\n`);
  });
});
