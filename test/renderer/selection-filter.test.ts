import { describe, expect, it } from 'vitest';
import { NOTHING } from '../../renderer/state/selection.ts';
import { both, selectionFilter, withoutSelection } from '../../renderer/state/selection-filter.ts';
import { parseFilter } from '../../shared/filter/filter.ts';

const host = { id: 1, address: '192.0.2.1' };
const peer = { id: 2, address: '2001:db8::2' };
const range = { from: [10, 5] as const, to: [12, 0] as const };
const flow = { protocol: 'TCP', a: { address: '192.0.2.1' }, b: { address: '198.51.100.7' }, aPort: 4000, bPort: 443 };

describe('the selection as a display filter', () => {
  it.each([
    [{ host }, 'ip.addr == 192.0.2.1'],
    [{ host, peer }, 'ip.addr == 192.0.2.1 && ipv6.addr == 2001:db8::2'],
    [{ host, range }, 'frame.time_epoch >= 10.000000005 && frame.time_epoch < 12.000000000 && ip.addr == 192.0.2.1'],
    [{ host, flow: 3 }, 'ip.addr == 192.0.2.1 && ip.addr == 198.51.100.7 && tcp.port == 4000 && tcp.port == 443'],
    [{ record: 17, host }, 'frame.number == 17'],
    [{ filter: 'dns || tls', host }, '(dns || tls) && ip.addr == 192.0.2.1'],
    [{ filter: 'dns' }, 'dns'],
    [{}, null],
  ])('%o', (part, text) => {
    const found = selectionFilter({ ...NOTHING, ...part }, { flow });
    expect(found).toBe(text);
    if (found !== null) expect(parseFilter(found)).not.toHaveProperty('error');
  });

  it('can be left out', () => {
    expect(withoutSelection({ ...NOTHING, host, filter: 'udp' })).toBe('udp && !(ip.addr == 192.0.2.1)');
    expect(withoutSelection(NOTHING)).toBeNull();
  });

  it('keeps alternatives together', () => {
    expect(both('a or b', 'c')).toBe('(a or b) && c');
    expect(both(null, 'c')).toBe('c');
  });
});
