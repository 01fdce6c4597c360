// The window's entry: opens the link, follows the engine, draws the app.
import '@mantine/core/styles.css';
import './ui/theme/tokens.css';
import './ui/theme/mantine.css';
import './ui/theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { graphSnapshot } from './graph/HostGraph.tsx';
import { openLink } from './link/open-link.ts';
import { settled } from './state/idle.ts';
import { setLink } from './state/link.ts';
import { startSource } from './state/open-source.ts';
import { offerPlaces } from './state/places.ts';
import { useSource } from './state/source.ts';
import { seenTimeline } from './state/test-hook.ts';
import { OFFERED } from './views/shell/rail-entries.ts';

declare global {
  interface Window {
    /** For end-to-end tests: what a canvas shows cannot be found in the document. */
    __burstscope?: {
      readonly graph: typeof graphSnapshot;
      readonly timeline: typeof seenTimeline;
      /** Resolves when nothing is asked for, laid out, opened or loaded. */
      readonly settled: () => Promise<void>;
    };
  }
}

const isLoading = (): boolean => useSource.getState().info?.state === 'loading';

setLink(openLink());
offerPlaces(OFFERED);
window.__burstscope = { graph: graphSnapshot, timeline: seenTimeline, settled: () => settled(isLoading) };
createRoot(document.getElementById('root')!).render(<App />);
void startSource();
