// Rows of a long table, a page at a time: only what is looked at is asked for; old rows stay until new ones are there.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Page } from '../../shared/contract/calls.ts';
import { type Problem, problemOf } from '../../shared/contract/problem.ts';
import { beginWork } from '../state/idle.ts';
import { useSource } from '../state/source.ts';

const PAGE = 100;
/** Rows that are asked for at once when many are read. */
const MOST_READ = 1000;
/** Pages that are kept: more than a screen shows, and few beside what has been scrolled past. */
const MOST_KEPT = 200;

export interface Pages<Row, Answer extends Page<Row> = Page<Row>> {
  readonly total: number;
  /** Undefined while its page is on its way. */
  row(index: number): Row | undefined;
  /** Tells which rows are on the screen. */
  show(first: number, last: number): void;
  readonly loading: boolean;
  readonly problem: Problem | undefined;
  /** The last answer, for what it says beside the rows. */
  readonly answer: Answer | undefined;
  /** Rows [first, end), asked for anew where they are not at hand. Rejects as the question does. */
  read(first: number, end: number): Promise<readonly Row[]>;
}

interface Held<Row, Answer> {
  generation: number;
  /** Generation that `pages` are of: an older one until the first answer of a new one arrives. */
  of: number;
  pages: Map<number, readonly Row[]>;
  asked: Set<number>;
  total: number;
  answer: Answer | undefined;
  problem: Problem | undefined;
  shown: readonly [first: number, last: number];
}

/**
 * `key` names the question without its offset (sort, filters); another key, or newer data behind it (source.version),
 * asks again. `null` asks nothing.
 */
export function usePages<Answer extends Page<unknown>>(
  key: string | null,
  ask: (offset: number, limit: number) => Promise<Answer>,
): Pages<Answer['rows'][number], Answer> {
  type Row = Answer['rows'][number];
  const version = useSource(s => s.version);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const held = useRef<Held<Row, Answer>>({
    generation: 0,
    of: 0,
    pages: new Map(),
    asked: new Set(),
    total: 0,
    answer: undefined,
    problem: undefined,
    shown: [0, 0],
  });
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });

  const request = useCallback((page: number) => {
    const h = held.current;
    const { generation } = h;
    if (h.asked.has(page)) return;
    h.asked.add(page);
    const done = beginWork();
    latest
      .current(page * PAGE, PAGE)
      .then(
        answer => {
          if (generation !== h.generation) return;
          if (h.of !== generation) h.pages = new Map();
          h.of = generation;
          h.pages.set(page, answer.rows);
          if (h.pages.size > MOST_KEPT) h.pages.delete(h.pages.keys().next().value!);
          h.total = answer.total;
          h.answer = answer;
          h.problem = undefined;
          h.asked.delete(page);
          redraw();
        },
        thrown => {
          if (generation !== h.generation) return;
          h.problem = problemOf(thrown);
          redraw();
        },
      )
      .finally(done);
  }, []);

  const requestShown = useCallback(() => {
    const h = held.current;
    const [first, last] = h.shown;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      if (h.of !== h.generation || !h.pages.has(page)) request(page);
    }
  }, [request]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: key and version are what makes the old rows old
  useEffect(() => {
    const h = held.current;
    h.generation++;
    h.asked = new Set();
    if (key === null) {
      h.of = h.generation;
      h.pages = new Map();
      h.total = 0;
      h.answer = undefined;
    } else {
      requestShown();
    }
    redraw();
  }, [key, version, requestShown]);

  const show = useCallback(
    (first: number, last: number) => {
      held.current.shown = [first, last];
      requestShown();
    },
    [requestShown],
  );

  const read = useCallback(async (first: number, end: number): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    const done = beginWork();
    try {
      while (first + rows.length < end) {
        const at = first + rows.length;
        const { pages, of, generation } = held.current;
        const known = of === generation ? pages.get(Math.floor(at / PAGE))?.slice(at % PAGE) : undefined;
        const more = known?.length ? known : (await latest.current(at, Math.min(MOST_READ, end - at))).rows;
        if (more.length === 0) break;
        rows.push(...more.slice(0, end - at));
      }
    } finally {
      done();
    }
    return rows;
  }, []);

  const h = held.current;
  return {
    read,
    total: h.total,
    row: index => h.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    show,
    loading: h.asked.size > 0 && !h.problem,
    problem: h.problem,
    answer: h.answer,
  };
}
