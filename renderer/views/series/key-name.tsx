// What a key of a series is called: hosts as everywhere else, other keys as they are.
import { printable } from '../../../shared/unit/printable.ts';
import { useKeysCalled } from '../../state/address-names.ts';
import { NO_VALUE } from '../../ui/words.ts';

/** `prefix`: of a key of two columns, what is left out. */
const plain = (key: string, prefix: string): string => printable(key.slice(prefix.length)) || NO_VALUE;

export function useKeyNames(keys: readonly string[], prefix = ''): (key: string) => string {
  const called = useKeysCalled(keys.map(key => key.slice(prefix.length)));
  return key => called(key.slice(prefix.length)) ?? plain(key, prefix);
}

/** The name, its key on hovering. */
export function KeyName({ name, prefix = '' }: { readonly name: string; readonly prefix?: string }) {
  const called = useKeyNames([name], prefix)(name);
  const key = printable(name);
  return <span title={called === key || prefix !== '' ? key : `${called} (${key})`}>{called}</span>;
}
