// The width of the inspector: remembered, also while it is closed.
import { useMemo } from 'react';
import { useDefaultLayout } from 'react-resizable-panels';
import { create } from 'zustand';

const KEY = 'burstscope.inspector';
const WIDTH = 27;

/** Whether the inspector is open, for the button that opens and closes it. */
export const useInspectorOpen = create<{ readonly isOpen: boolean }>(() => ({ isOpen: true }));

export function useSides() {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'burstscope.sides', storage: localStorage });
  return useMemo(
    () => ({
      layout: defaultLayout,
      onChanged(...changed: Parameters<typeof onLayoutChanged>) {
        const width = changed[0]['inspector-panel'] ?? 0;
        if (width > 0) localStorage.setItem(KEY, String(width));
        onLayoutChanged(...changed);
      },
      setOpen: (isOpen: boolean) => useInspectorOpen.setState({ isOpen }),
      /** As it was when it was open last. */
      inspectorSize: (): string => `${Number(localStorage.getItem(KEY)) || WIDTH}%`,
    }),
    [defaultLayout, onLayoutChanged],
  );
}
