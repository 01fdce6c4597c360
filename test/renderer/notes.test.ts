// Notes: in order, searched, as a file, in rows of tables, and as flags above the timeline.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { csvOf } from '../../renderer/grid/column.ts';
import { dropNote, hostCalled, NO_ANNOTATIONS, useAnnotations, writeNote } from '../../renderer/state/annotations.ts';
import { addedColumns, addedRows, inOrder, onText, saysText } from '../../renderer/views/notes/note-text.ts';
import { flagsOf } from '../../renderer/views/timeline/flags.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { Note, NoteOn } from '../../shared/model/workspace.ts';
import type { Time } from '../../shared/unit/time.ts';

const host: NoteOn = { kind: 'host', address: '192.0.2.1' };
const record = (number: number): NoteOn => ({ kind: 'record', number });
const burst: NoteOn = {
  kind: 'burst',
  burst: 2,
  start: [20, 0],
  end: [25, 0],
  params: DEFAULT_BURST_PARAMS,
  filter: null,
};
const range: NoteOn = { kind: 'range', from: [10, 0], to: [40, 0] };
const note = (on: NoteOn, written: number, text = 'x'): Note => ({ on, text, written });
/** Record n was captured at second n. */
const timeOf = (number: number): Time => [number, 0];
const seconds = ([s]: Time): number => s;

afterEach(() => useAnnotations.setState(NO_ANNOTATIONS));

describe('notes', () => {
  const all = [note(host, 1), note(record(30), 2), note(burst, 3), note(range, 4), note(record(5), 5)];

  it('stand last written first, by time with those of hosts last, or by what they are on', () => {
    expect(inOrder(all, 'written', timeOf).map(({ written }) => written)).toEqual([5, 4, 3, 2, 1]);
    expect(inOrder(all, 'time', timeOf).map(({ written }) => written)).toEqual([5, 4, 3, 2, 1]);
    expect(inOrder(all, 'on', timeOf).map(({ written }) => written)).toEqual([1, 5, 2, 3, 4]);
  });

  it('are found by their words and by what they are on', () => {
    useAnnotations.setState({ hosts: { '192.0.2.1': { name: 'Hall' } } });
    const where = onText(host, { start: null, end: null }, hostCalled);
    expect(where).toBe('host Hall (192.0.2.1)');
    expect(['hall', ' X ', '2.1'].map(typed => saysText(all[0]!, where, typed))).toEqual([true, true, true]);
    expect(saysText(all[0]!, where, 'garden')).toBe(false);
  });

  it('come back to where they were when their end is undone', () => {
    for (const text of ['a', 'b', 'c']) writeNote(host, text);
    const before = useAnnotations.getState().notes;
    const undo = dropNote(before[1]!);
    expect(useAnnotations.getState().notes.map(({ text }) => text)).toEqual(['a', 'c']);
    undo();
    expect(useAnnotations.getState().notes).toEqual(before);
  });

  it('are a file with names and colours, guarded against spreadsheets', () => {
    const hosts = { '192.0.2.1': { name: '=Hall', colour: 1 }, '192.0.2.2': { colour: 0 } };
    const notes = [note(host, 0, 'two\nlines'), note(record(30), 1000), note(range, 2000)];
    expect(csvOf(addedColumns(hosts, timeOf), addedRows(hosts, notes)).split('\n')).toEqual([
      'kind,on,host,name,colour,record,burst,from,to,text,written,capture',
      "name,host,192.0.2.1,'=Hall,orange,,,,,,,",
      'name,host,192.0.2.2,,blue,,,,,,,',
      `note,host,192.0.2.1,'=Hall,orange,,,,,"two`,
      'lines",1970-01-01T00:00:00.000Z,',
      'note,record,,,,30,,1970-01-01T00:00:30.000000000Z,,x,1970-01-01T00:00:01.000Z,',
      'note,range,,,,,,1970-01-01T00:00:10.000000000Z,1970-01-01T00:00:40.000000000Z,x,1970-01-01T00:00:02.000Z,',
      '',
    ]);
  });
});

describe('flags above the timeline', () => {
  const view = { from: 0, to: 100 };

  it('stand at their time; a stretch is as long as it lasts in sight', () => {
    const flags = flagsOf([note(record(30), 1), note(range, 2)], timeOf, seconds, view, 1000);
    expect(flags.map(({ x, length }) => [x, length])).toEqual([
      [100, 300],
      [300, 0],
    ]);
    const zoomed = flagsOf([note(range, 2)], timeOf, seconds, { from: 20, to: 30 }, 1000);
    expect(zoomed.map(({ x, length }) => [x, length])).toEqual([[0, 1000]]);
  });

  it('are not of hosts, of other captures, out of sight, nor of records whose time is not known', () => {
    const foreign = { ...note(range, 1), of: 'other.pcap' };
    const notes = [note(host, 1), foreign, note(record(101), 2), note(record(5), 3)];
    expect(flagsOf(notes, number => (number === 5 ? null : timeOf(number)), seconds, view, 1000)).toEqual([]);
  });

  it('never lie over each other, and together hold every note in sight once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 }), numbers => {
        const notes = numbers.map((number, i) => note(record(number), i));
        const flags = flagsOf(notes, timeOf, seconds, view, 600);
        expect(flags.flatMap(flag => flag.notes).length).toBe(notes.length);
        for (let i = 1; i < flags.length; i++) expect(flags[i]!.x - flags[i - 1]!.x).toBeGreaterThanOrEqual(24);
      }),
    );
  });
});
