// All features over time: a row a feature, a column for one or more windows, coloured by rank within the feature.
import { Tooltip } from '@mantine/core';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { WINDOW_FEATURES } from '../../../shared/model/window-feature.ts';
import { useTheme } from '../../state/theme.ts';
import type { RectContext } from '../../ui/picture/rect-recorder.ts';
import { drawnOfRects } from '../../ui/picture/vectors.ts';
import { type Cursor, type Drawn, NO_RANK } from './drawn.ts';
import { Overlay } from './Overlay.tsx';
import { palette } from './palette.ts';
import { type Pointing, selectColumns } from './use-pointing.ts';
import { togglePlotted, useWindowState } from './window-state.ts';
import classes from './windows.module.css';

/** Height of a row in pixels; as in the style sheet. */
const ROW = 16;

interface Props {
  readonly drawn: Drawn;
  /** Places of the features that are shown. */
  readonly features: readonly number[];
  readonly width: number;
  readonly pointing: Pointing;
  readonly busy: boolean;
  /** Id of what says the value under the cursor. */
  readonly describedBy: string;
}

export function HeatStrip({ drawn, features, width, pointing, busy, describedBy }: Props) {
  const plotted = useWindowState(s => s.plotted);
  const { cursor, setCursor } = pointing;
  const pointed = cursor?.feature ?? null;

  function onKeyDown(event: KeyboardEvent): void {
    const row = pointed === null ? 0 : Math.max(0, features.indexOf(pointed));
    const column = cursor?.column ?? 0;
    const far = Math.max(1, Math.round(drawn.columns / 10));
    const moves: Readonly<Record<string, readonly [column: number, row: number]>> = {
      ArrowLeft: [column - 1, row],
      ArrowRight: [column + 1, row],
      ArrowUp: [column, row - 1],
      ArrowDown: [column, row + 1],
      PageUp: [column - far, row],
      PageDown: [column + far, row],
      Home: [0, row],
      End: [drawn.columns - 1, row],
    };
    const move = moves[event.key];
    if (move) setCursor(cellAt(cursor === null ? [column, row] : move));
    else if ((event.key === 'Enter' || event.key === ' ') && cursor) selectColumns(drawn, cursor.column, cursor.column);
    else if (event.key === 'Escape' && cursor) setCursor(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function cellAt([column, row]: readonly [number, number]): Cursor {
    return {
      column: Math.min(drawn.columns - 1, Math.max(0, column)),
      feature: features[Math.min(features.length - 1, Math.max(0, row))] ?? null,
    };
  }

  return (
    <div className={classes.strip} data-busy={busy || undefined}>
      <div className={classes.names}>
        {features.map((feature, i) => {
          const { name, title, meaning, group } = WINDOW_FEATURES[feature]!;
          const begins = i > 0 && WINDOW_FEATURES[features[i - 1]!]!.group !== group;
          return (
            <Tooltip key={name} label={`${meaning} (${name})`} position="right">
              <button
                type="button"
                aria-pressed={plotted.includes(name)}
                data-begins={begins || undefined}
                data-pointed={pointed === feature || undefined}
                data-testid={`feature-${name}`}
                onClick={() => togglePlotted(name)}
              >
                {title}
              </button>
            </Tooltip>
          );
        })}
      </div>
      <div
        className={classes.cells}
        role="application"
        aria-roledescription="heat strip"
        aria-label="Features over time: arrow keys walk the cells, Enter selects the window's time"
        aria-describedby={describedBy}
        data-testid="heat-strip"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys itself: arrows walk its cells
        tabIndex={0}
        style={{ width, height: features.length * ROW }}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
        {...pointing.handlers(y => features[Math.floor(y / ROW)] ?? null)}
      >
        <Cells drawn={drawn} features={features} width={width} />
        <Overlay drawn={drawn} cursor={cursor} dragged={pointing.dragged} />
        {cursor && pointed !== null && features.includes(pointed) && (
          <div
            className={classes.cell}
            style={{
              left: `${(100 * cursor.column) / drawn.columns}%`,
              width: `${100 / drawn.columns}%`,
              top: features.indexOf(pointed) * ROW,
            }}
          />
        )}
      </div>
    </div>
  );
}

/** `scale`: dots of the canvas per pixel. */
function drawCells(
  context: RectContext,
  drawn: Drawn,
  features: readonly number[],
  width: number,
  scale: number,
  { ranks, outlier }: ReturnType<typeof palette>,
): void {
  const { columns } = drawn;
  const edge = (column: number): number => Math.round((column / columns) * width * scale);
  for (const [row, feature] of features.entries()) {
    const top = Math.round(row * ROW * scale);
    const tall = Math.round((row + 1) * ROW * scale) - top - Math.round(scale);
    for (let column = 0; column < columns; column++) {
      const at = drawn.at(feature, column);
      const rank = drawn.rank[at]!;
      if (rank === NO_RANK) continue;
      context.fillStyle = drawn.far[at] === 1 ? outlier : ranks[rank]!;
      context.fillRect(edge(column), top, Math.max(1, edge(column + 1) - edge(column)), tall);
    }
  }
}

interface CellsProps {
  readonly drawn: Drawn;
  readonly features: readonly number[];
  readonly width: number;
}

const Cells = memo(function Cells({ drawn, features, width }: CellsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme(s => s.theme);
  const height = features.length * ROW;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const scale = devicePixelRatio;
    canvas.current.width = Math.round(width * scale);
    canvas.current.height = Math.round(height * scale);
    const draw = (onto: RectContext, by: number): void => drawCells(onto, drawn, features, width, by, palette(theme));
    draw(context, scale);
    drawnOfRects(canvas.current, recorder => draw(recorder, 1));
  }, [drawn, features, width, height, theme]);
  return <canvas ref={canvas} style={{ width, height }} />;
});
