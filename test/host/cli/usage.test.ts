// Help, versions and wrong usage: exit status 2, one sentence that names the flag, and nothing started.
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const COMMANDS = ['open', 'info', 'packets', 'hosts', 'conversations', 'bursts'];

describe('help', () => {
  it('lists every command', async () => {
    for (const flag of ['--help', '-h', 'help']) {
      const { status, out, err } = await run([flag]);
      expect([status, err]).toEqual([0, '']);
      for (const command of COMMANDS) expect(out).toContain(`\n  ${command} `);
    }
  });

  it.each(COMMANDS)('of %s names it, has an example and fits a terminal', async command => {
    const { status, out } = await run([command, '--help']);
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`^burstscope ${command} `));
    expect(out).toContain(`\n  burstscope ${command} `);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  it('is not needed for the version', async () => {
    expect(await run(['--version'])).toEqual({ status: 0, out: '1.2.3\n', err: '' });
  });
});

describe('wrong usage', () => {
  it.each([
    [[], 'a command is missing'],
    [['sniff'], 'no command "sniff"'],
    [['info'], 'FILE is missing'],
    [['info', ''], 'FILE is missing'],
    [['bursts', '-', '-'], 'standard input (-) can be read only once'],
    [['bursts', 'a', '--filter', 'ip.adr == 1.2.3.4'], 'column 1: '],
    [['packets', 'a', '--filter', 'tcp.port == '], 'column '],
    [['bursts', 'a', '--gaps', '1'], "'--gaps'"],
    [['bursts', 'a', '--gap'], "'--gap"],
    [['bursts', 'a', '--gap', '1e-3'], '--gap takes seconds'],
    [['bursts', 'a', '--gap=-1'], '--gap takes seconds'],
    [['bursts', 'a', '--gap', '99999999999'], '--gap takes seconds'],
    [['bursts', 'a', '--min-payload', 'big'], '--min-payload takes a whole number of at least 0, or auto'],
    [['bursts', 'a', '--min-packets', '0'], '--min-packets takes a whole number of at least 1'],
    [['bursts', 'a', '--scope', 'port'], '--scope takes stream or flow or conversation'],
    [['bursts', 'a', '--compat', 'excel'], '--compat takes notebook'],
    [['hosts', 'a', '--from', 'yesterday'], '--from takes a time'],
    [['hosts', 'a', '--to', '2021-99-99'], '--to takes a time'],
    [['hosts', 'a', '--from', '2', '--to', '1.9'], '--from lies after --to'],
    [['hosts', 'a', '--gap', '1'], "'--gap'"],
    [['conversations', 'a', '--by', 'host'], '--by takes pair or flow or connection'],
    [['conversations', 'a', '--idle', 'long'], '--idle takes seconds'],
    [['packets', 'a', '--fields', 'ip.src,,ip.dst'], '--fields'],
    [['packets', 'a', '--names', 'tshark'], '--names takes wireshark or scapy'],
    [['packets', 'a', '--csv', ''], '--csv'],
    [['packets', 'a', '--csv', 'x', '--json'], '--csv and --json'],
    [['open', '--port', '70000'], '--port takes a number from 0 to 65535'],
    [['open', '--port', ''], '--port'],
    [['open', '--window'], "'--window'"],
  ])('%j is refused', async (args, named) => {
    const { status, out, err } = await run(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(named);
    expect(err).toMatch(/^burstscope[^\n]*; see burstscope[a-z ]* --help\n$/);
  });
});
