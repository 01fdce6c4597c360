// A strip of tabs: the arrow keys go from one to the next, Home and End to the first and last.
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import classes from './parts.module.css';

interface Props<Tab extends string | number> {
  readonly label: string;
  readonly tabs: readonly { readonly tab: Tab; readonly title: ReactNode; readonly count?: string | undefined }[];
  readonly shown: Tab;
  onShow(tab: NoInfer<Tab>): void;
  /** Before the name of a tab, its id and what tests find it by. */
  readonly prefix: string;
  /** Id of what the tabs switch. */
  readonly controls?: string;
}

export function TabStrip<Tab extends string | number>(props: Props<Tab>) {
  const { label, tabs, shown, onShow, prefix } = props;
  const strip = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const at = tabs.findIndex(({ tab }) => tab === shown);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const to = (next + tabs.length) % tabs.length;
    onShow(tabs[to]!.tab);
    strip.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
  }

  return (
    <div ref={strip} className={classes.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ tab, title, count }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`${prefix}-${tab}`}
          aria-selected={tab === shown}
          aria-controls={props.controls}
          tabIndex={tab === shown ? 0 : -1}
          data-testid={`${prefix}-${tab}`}
          onClick={() => onShow(tab)}
        >
          {title}
          {count !== undefined && <span className={classes.count}> {count}</span>}
        </button>
      ))}
    </div>
  );
}
