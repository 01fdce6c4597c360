// A setting of a view that is remembered.
import { useState } from 'react';

export function useKept<T>(key: string, initial: T, isValid: (value: unknown) => value is T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
      return isValid(found) ? found : initial;
    } catch {
      return initial;
    }
  });
  return [
    value,
    next => {
      localStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
  ];
}
