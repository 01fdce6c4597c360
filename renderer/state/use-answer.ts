// What the engine answers, as a hook: asks again when the input changes, keeps the last value meanwhile, drops stale answers.
import { useEffect, useRef, useState } from 'react';
import type { BulkInput, BulkName, BulkOutput, CallName, Input, Output } from '../../shared/contract/calls.ts';
import { type Problem, problemOf } from '../../shared/contract/problem.ts';
import { askOnce } from './ask-once.ts';
import { beginWork } from './idle.ts';
import { link } from './link.ts';
import { useSource } from './source.ts';

export interface Answer<Value> {
  /** The last answer; belongs to an earlier input while `loading`. Undefined before the first. */
  readonly value: Value | undefined;
  readonly loading: boolean;
  readonly problem: Problem | undefined;
}

interface State<Value> extends Answer<Value> {
  readonly key: string | null;
  /** Of the data that was asked about. */
  readonly version: number;
}

function useAsked<Value>(key: string | null, ask: () => Promise<Value>): Answer<Value> {
  const version = useSource(s => s.version);
  const [state, setState] = useState<State<Value>>({
    key: null,
    version,
    value: undefined,
    loading: false,
    problem: undefined,
  });
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (key === null) {
      setState({ key, version, value: undefined, loading: false, problem: undefined });
      return;
    }
    let wanted = true;
    const done = beginWork();
    askOnce(`${version} ${key}`, latest.current)
      .then(
        value => wanted && setState({ key, version, value, loading: false, problem: undefined }),
        thrown => wanted && setState(before => ({ ...before, key, version, problem: problemOf(thrown) })),
      )
      .finally(done);
    return () => {
      wanted = false;
      done();
    };
  }, [key, version]);
  if (key === state.key && version === state.version) return state;
  return { value: state.value, loading: key !== null, problem: undefined };
}

/**
 * The answer to a call; asked again whenever the input or the data behind it (source.version) changes.
 * `null` asks nothing. The input is compared by value.
 */
export function useAnswer<Name extends CallName>(name: Name, input: Input<Name> | null): Answer<Output<Name>> {
  return useAsked(input === null ? null : `${name} ${JSON.stringify(input)}`, () =>
    link().call(name, input as Input<Name>),
  );
}

/** The same for bulk calls. */
export function useBulk<Name extends BulkName>(name: Name, input: BulkInput<Name> | null): Answer<BulkOutput<Name>> {
  return useAsked(input === null ? null : `${name} ${JSON.stringify(input)}`, () =>
    link().bulk(name, input as BulkInput<Name>),
  );
}
