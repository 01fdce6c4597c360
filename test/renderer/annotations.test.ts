// What a host is called everywhere, and what is known of hosts by their own names.
import { afterEach, describe, expect, it } from 'vitest';
import {
  addressesCalled,
  hostCalled,
  markHost,
  NO_ANNOTATIONS,
  useAnnotations,
} from '../../renderer/state/annotations.ts';
import { NOTHING } from '../../renderer/state/selection.ts';
import { seriesCalled } from '../../renderer/views/timeline/series-called.ts';
import { keyLabel } from '../../renderer/views/timing/key-text.ts';
import { chipsOf } from '../../renderer/views/top-bar/chips.ts';

const camera = { id: 1, address: '192.0.2.1', name: 'cam.lan', role: 'public' } as const;
const nameless = { id: 2, address: '2001:db8::2', name: null, role: 'public' } as const;

afterEach(() => useAnnotations.setState(NO_ANNOTATIONS));

describe('what a host is called', () => {
  it('is the own name, else that of the capture, else the address', () => {
    expect([camera, nameless].map(hostCalled)).toEqual(['cam.lan', '2001:db8::2']);
    markHost(camera.address, { name: 'Hall' });
    markHost(nameless.address, { colour: 2 });
    expect([camera, nameless].map(hostCalled)).toEqual(['Hall', '2001:db8::2']);
    markHost(camera.address, { name: '' });
    expect(hostCalled(camera)).toBe('cam.lan');
  });

  it('is not that of a property that every object has', () => {
    expect(hostCalled({ address: 'constructor' })).toBe('constructor');
  });

  it('stands in chips, with the addresses beside', () => {
    markHost(camera.address, { name: 'Hall' });
    expect(chipsOf({ ...NOTHING, host: camera, peer: nameless }, null, [], hostCalled)).toEqual([
      { kind: 'pair', text: 'Hall → 2001:db8::2', address: '192.0.2.1 → 2001:db8::2' },
    ]);
  });

  it('stands in series of the timeline and keys of gaps, with their ports', () => {
    markHost(camera.address, { name: 'Hall' });
    const sides = { src: camera, dst: nameless, mode: 'points', records: 1, first: 0, count: 1 } as const;
    const flow = { ...sides, title: '192.0.2.1:5 ↔ [2001:db8::2]:80', ports: [5, 80] } as const;
    expect(seriesCalled(hostCalled, flow)).toBe('Hall:5 ↔ [2001:db8::2]:80');
    expect(seriesCalled(hostCalled, { ...flow, title: '192.0.2.1 → 2001:db8::2', ports: null })).toBe(
      'Hall → 2001:db8::2',
    );
    expect(seriesCalled(hostCalled, { ...flow, title: '→ 192.0.2.1', src: null, dst: camera, ports: null })).toBe(
      '→ Hall',
    );
    expect(seriesCalled(hostCalled, { ...flow, title: '443/TCP', src: null, dst: null, ports: null })).toBe('443/TCP');
    const key = { key: 1, text: '', a: camera, b: nameless, aPort: 5, bPort: 80, protocol: 'TCP' };
    expect(keyLabel('flow', key, hostCalled)).toBe('Hall:5 ↔ [2001:db8::2]:80 TCP');
  });
});

describe('a search among own names', () => {
  it('finds addresses by any part, whatever the case; nothing for nothing', () => {
    for (const [i, name] of ['Hall camera', 'Garden CAMERA', 'NAS'].entries()) markHost(`192.0.2.${i}`, { name });
    markHost('192.0.2.9', { colour: 1 });
    const { hosts } = useAnnotations.getState();
    expect(addressesCalled(hosts, ' camera ', 10)).toEqual(['192.0.2.0', '192.0.2.1']);
    expect(addressesCalled(hosts, 'camera', 1)).toEqual(['192.0.2.0']);
    expect(addressesCalled(hosts, ' ', 10)).toEqual([]);
  });
});
