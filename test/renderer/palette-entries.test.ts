import { describe, expect, it } from 'vitest';
import {
  isFilter,
  matching,
  matchOf,
  type PaletteEntry,
  portIn,
  recordIn,
} from '../../renderer/views/top-bar/palette-entries.ts';

const entry = (title: string): PaletteEntry => ({
  id: title,
  group: 'Actions',
  icon: 'open',
  title,
  run: () => undefined,
});

describe('the palette', () => {
  it('finds titles by their beginning, then by words, then by what is inside', () => {
    const entries = ['Open a file', 'Reopen', 'Keyboard, opened'].map(entry);
    expect(matching(entries, 'open').map(one => one.title)).toEqual(['Open a file', 'Keyboard, opened', 'Reopen']);
    expect(matching(entries, '')).toHaveLength(3);
    expect(matchOf('Open a file', 'oaf')).toBeGreaterThan(0);
    expect(matchOf('Open a file', 'xyz')).toBe(0);
  });

  it('reads numbers of records and ports', () => {
    expect(recordIn('record 17', 20)).toBe(17);
    expect(recordIn('go to record 20', 20)).toBe(20);
    expect(recordIn('#21', 20)).toBeNull();
    expect(recordIn('0', 20)).toBeNull();
    expect(portIn(':443')).toBe(443);
    expect(portIn('port 70000')).toBeNull();
    expect(portIn('host')).toBeNull();
  });

  it('knows a filter from a word', () => {
    expect(isFilter('tcp.port == 443')).toBe(true);
    expect(isFilter('tcp')).toBe(false);
    expect(isFilter('tcp.port ==')).toBe(false);
  });
});
