import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  clearSelection,
  NOTHING,
  selectBurst,
  selectFilter,
  selectFlow,
  selectHost,
  selectPair,
  selectRange,
  selectRecord,
  useSelection,
} from '../../renderer/state/selection.ts';
import { takeBack, useParts } from '../../renderer/state/selection-parts.ts';
import { chipsOf } from '../../renderer/views/top-bar/chips.ts';

afterEach(clearSelection);
const parts = () => useParts.getState().parts;
const a = { id: 1, address: '192.0.2.1' };
const b = { id: 2, address: '192.0.2.2' };
const range = { from: [1, 0], to: [2, 0] } as const;

describe('parts of the selection', () => {
  it('are taken back one at a time, the last one first', () => {
    selectRange(range);
    selectHost(a);
    selectFilter('tcp');
    expect(parts()).toEqual(['range', 'host', 'filter']);
    expect(chipsOf(useSelection.getState(), null, parts()).map(({ kind }) => kind)).toEqual(parts());
    takeBack();
    expect(useSelection.getState()).toEqual({ ...NOTHING, range, host: a });
    takeBack();
    expect(useSelection.getState()).toEqual({ ...NOTHING, range });
    takeBack();
    takeBack();
    expect(useSelection.getState()).toEqual(NOTHING);
  });

  it('that are chosen again are the last ones; a pair gives back its host', () => {
    selectHost(a);
    selectRange(range);
    selectPair(a, b);
    expect(parts()).toEqual(['range', 'pair']);
    takeBack();
    expect(useSelection.getState()).toMatchObject({ host: a, peer: null, range });
  });

  it('of an earlier selection, put back as a whole, are those that it has', () => {
    selectHost(a);
    selectRange(range);
    const earlier = useSelection.getState();
    takeBack();
    selectFlow(3);
    useSelection.setState(earlier);
    expect(parts()).toEqual(['host', 'range']);
  });

  it('end with nothing after as many keys as there are parts, whatever was done', () => {
    const doings = [
      () => selectHost(a),
      () => selectPair(b, a),
      () => selectFlow(3),
      () => selectBurst(4),
      () => selectRecord(5),
      () => selectRange(range),
      () => selectFilter('udp'),
      takeBack,
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...doings), { maxLength: 20 }), done => {
        clearSelection();
        for (const doing of done) doing();
        const kinds = chipsOf(useSelection.getState(), null, parts()).map(({ kind }) => kind);
        expect(kinds).toEqual(parts());
        for (let left = kinds.length + 1; left > 0 && parts().length > 0; left--) takeBack();
        expect(useSelection.getState()).toEqual(NOTHING);
      }),
    );
  });
});
