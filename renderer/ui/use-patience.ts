// A state that is shown only once it lasts: quick answers cause no flicker.
import { useEffect, useState } from 'react';

/** True when `waiting` has been true for `millis` without a break. */
export function usePatience(waiting: boolean, millis = 300): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), millis);
    return () => clearTimeout(timer);
  }, [waiting, millis]);
  return waiting && late;
}
