// Windows: features of fixed stretches of time as lines and as a heat strip, and lists of what stands out. Everything is told
// of all of the time, so that a window keeps its neighbours: a time range selected here or elsewhere is marked, and narrows
// the rows below and all other panels.
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { WINDOW_FEATURES } from '../../../shared/model/window-feature.ts';
import { scopeText, useFilter } from '../../state/scope.ts';
import { useSource } from '../../state/source.ts';
import { useBulk } from '../../state/use-answer.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import parts from '../../ui/parts.module.css';
import { Splitter } from '../../ui/Splitter.tsx';
import { usePatience } from '../../ui/use-patience.ts';
import { Bar } from './Bar.tsx';
import { Drawn } from './drawn.ts';
import { HeatStrip } from './HeatStrip.tsx';
import { Lines } from './Lines.tsx';
import { Lists } from './Lists.tsx';
import { Readout } from './Readout.tsx';
import { usePointing } from './use-pointing.ts';
import { requestOf, useWindowState } from './window-state.ts';
import classes from './windows.module.css';

/** Width of the names, in pixels; as in the style sheet. */
const NAMES = 244;
/** Least width of a column, in pixels: narrower ones cannot be clicked. */
const COLUMN = 3;
const LEAST_COLUMNS = 40;

export function WindowsView() {
  const { nanos, isNotebook } = useWindowState();
  const request = useMemo(() => requestOf({ nanos, isNotebook }), [nanos, isNotebook]);
  return (
    <div className={parts.view} data-testid="windows-view">
      <Bar />
      <Group orientation="vertical" className={parts.fill}>
        <Panel id="windows-picture" defaultSize="64%" minSize="160px">
          <Picture request={request} />
        </Panel>
        <Splitter label="Resize picture and lists" />
        <Panel id="windows-lists" minSize="80px">
          <Lists request={request} />
        </Panel>
      </Group>
    </div>
  );
}

function Picture({ request }: { readonly request: ReturnType<typeof requestOf> }) {
  const info = useSource(s => s.info);
  const { search, shown } = useWindowState();
  const filter = useFilter();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const readout = useId();
  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(Math.max(0, (box.current?.clientWidth ?? 0) - NAMES)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const source = info?.source;
  useEffect(() => {
    // A stretch of another source means nothing here.
    if (source !== undefined) return () => useWindowState.setState({ shown: null });
    return;
  }, [source]);

  const { value, loading, problem } = useBulk(
    'windowFeatures',
    source !== undefined && width > 0
      ? {
          source,
          windows: request,
          pixels: Math.max(LEAST_COLUMNS, Math.floor(width / COLUMN)),
          ...(shown ? { shown } : {}),
          ...filter,
        }
      : null,
  );
  // The request may be newer than the answer that is still on the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer belongs to the request of its time
  const drawn = useMemo(() => (value ? new Drawn(value, request) : null), [value]);
  const pointing = usePointing(drawn);
  const late = usePatience(loading);
  const features = useMemo(() => found(search), [search]);
  const isEmpty = drawn !== null && drawn.columns === 0;

  return (
    <div className={classes.picture} data-late={late || undefined} data-picture="Windows">
      {problem && <ProblemLine problem={problem} />}
      {isEmpty && !loading && (
        <p className={parts.note}>There are no IP records{scopeText(filter)}, and so no windows.</p>
      )}
      {drawn && !isEmpty && !problem && (
        <>
          <Lines drawn={drawn} width={width} pointing={pointing} />
          <Readout id={readout} drawn={drawn} cursor={pointing.cursor} />
        </>
      )}
      <div ref={box} className={classes.scroller}>
        {drawn && !isEmpty && !problem && (
          <HeatStrip
            drawn={drawn}
            features={features}
            width={width}
            pointing={pointing}
            busy={late}
            describedBy={readout}
          />
        )}
        {features.length === 0 && (
          <p className={parts.note}>No feature is called that: search for port, bytes, state, entropy.</p>
        )}
      </div>
    </div>
  );
}

/** Places of the features whose name, title or meaning contains every word of the search. */
function found(search: string): readonly number[] {
  const words = search.toLowerCase().split(/\s+/);
  return WINDOW_FEATURES.flatMap(({ name, title, meaning }, i) => {
    const text = `${name} ${title} ${meaning}`.toLowerCase();
    return words.every(word => text.includes(word)) ? [i] : [];
  });
}
