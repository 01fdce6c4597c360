// The layers and fields of a record as a tree, walked with the keyboard, linked to the bytes.
import { Menu } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { RecordTree, TreeNode } from '../../../shared/model/tree.ts';
import { filterBy } from '../../state/filter-by.ts';
import { copyText } from '../../ui/copy-text.ts';
import { PlacedMenu } from '../../ui/PlacedMenu.tsx';
import { fieldFilter } from './field-filter.ts';
import classes from './records.module.css';
import { type Opened, pathTo, type TreeRow, treeRows, typedAhead } from './tree-rows.ts';

const ROW = 22;
/** Milliseconds within which letters belong to one word. */
const ONE_WORD = 800;

interface Props {
  readonly tree: RecordTree;
  readonly chosen: TreeNode | null;
  onChoose(node: TreeNode): void;
  onHover(node: TreeNode | null): void;
  /** Copies the bytes of a node. */
  onCopyBytes(node: TreeNode): void;
}

/** What is open, from record to record. */
let openedBefore: Opened = new Map();

export function TreePane({ tree, chosen, onChoose, onHover, onCopyBytes }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Opened>(openedBefore);
  const [active, setActive] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number; readonly node: TreeNode } | null>(null);
  const typed = useRef({ text: '', at: 0 });
  const rows = useMemo(() => treeRows(tree.layers, opened), [tree, opened]);
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === active),
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const { scrollToIndex } = virtual;

  // Chosen by its bytes: all that it is in opens.
  useEffect(() => {
    const path = chosen === null ? undefined : pathTo(tree.layers, chosen);
    if (path === undefined) return;
    setActive(path.at(-1)!);
    setOpened(before => withOpen(before, path.slice(0, -1)));
  }, [tree, chosen]);
  const chosenAt = rows.findIndex(({ node }) => node === chosen);
  useEffect(() => {
    if (chosenAt >= 0) scrollToIndex(chosenAt);
  }, [chosenAt, scrollToIndex]);

  function set(row: TreeRow, isOpen: boolean): void {
    setOpened(before => withOpen(before, [row.key], isOpen));
  }

  function goTo(index: number): void {
    const next = Math.min(rows.length - 1, Math.max(0, index));
    setActive(rows[next]!.key);
    onChoose(rows[next]!.node);
    scrollToIndex(next);
  }

  function openMenu(node: TreeNode, x?: number, y?: number): void {
    const place = document.getElementById(`${id}-${at}`)?.getBoundingClientRect();
    setMenu({ node, x: x ?? (place?.left ?? 0) + 24, y: y ?? place?.bottom ?? 0 });
  }

  function type(letter: string): void {
    const now = performance.now();
    const text = now - typed.current.at < ONE_WORD ? typed.current.text + letter : letter;
    typed.current = { text, at: now };
    const found = typedAhead(rows, text.length > 1 ? at : at + 1, text);
    if (found >= 0) goTo(found);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[at];
    if (!row) return;
    const { key, shiftKey } = event;
    const isChord = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? ROW) / ROW) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    if (isChord && key.toLowerCase() === 'c') {
      if (shiftKey) copyFilter(row.node);
      else void copyText(row.node.value ?? row.node.line, 'Value');
    } else if (isChord && key === 'Enter') applyFilter(row.node, false);
    else if (isChord || event.altKey) return;
    else if (key in moves) goTo(moves[key]!);
    else if (key === 'ArrowRight' && row.node.children.length > 0) row.isOpen ? goTo(at + 1) : set(row, true);
    else if (key === 'ArrowLeft') {
      if (row.isOpen) set(row, false);
      else if (row.parent >= 0) goTo(row.parent);
    } else if (key === 'Enter' || key === ' ') {
      onChoose(row.node);
      if (row.node.children.length > 0) set(row, !row.isOpen);
    } else if (key === '*') setOpened(before => withOpen(before, siblings(rows, row), true));
    else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) openMenu(row.node);
    else if (key.length === 1) type(key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  useEffect(() => {
    openedBefore = opened;
  }, [opened]);

  return (
    <div
      ref={box}
      className={classes.tree}
      role="tree"
      aria-label={`Layers and fields of record ${tree.number}`}
      aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      data-testid="record-tree"
      onKeyDown={onKeyDown}
      onPointerLeave={() => onHover(null)}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]!;
          const { node, level } = row;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the tree, which says which line is active
            <div
              key={row.key}
              id={`${id}-${index}`}
              role="treeitem"
              tabIndex={-1}
              aria-level={level}
              aria-posinset={row.place}
              aria-setsize={row.of}
              aria-expanded={node.children.length > 0 ? row.isOpen : undefined}
              aria-selected={node === chosen}
              data-active={index === at || undefined}
              data-layer={level === 1 || undefined}
              data-severity={severityOf(tree, node)}
              data-name={node.name}
              data-testid="tree-row"
              className={classes.treeRow}
              style={{ transform: `translateY(${start}px)`, paddingLeft: 4 + (level - 1) * 16 }}
              onClick={() => {
                setActive(row.key);
                onChoose(node);
              }}
              onDoubleClick={() => set(row, !row.isOpen)}
              onPointerEnter={() => onHover(node)}
              onContextMenu={event => {
                event.preventDefault();
                setActive(row.key);
                onChoose(node);
                openMenu(node, event.clientX, event.clientY);
              }}
            >
              <span
                className={classes.turn}
                aria-hidden="true"
                onClick={event => {
                  event.stopPropagation();
                  set(row, !row.isOpen);
                }}
              >
                {node.children.length > 0 ? (row.isOpen ? '▾' : '▸') : ''}
              </span>
              <span className={classes.line}>{node.line}</span>
            </div>
          );
        })}
      </div>
      {menu && (
        <NodeMenu
          {...menu}
          onCopyBytes={onCopyBytes}
          onClose={() => {
            setMenu(null);
            box.current?.focus();
          }}
        />
      )}
    </div>
  );
}

interface MenuProps {
  readonly node: TreeNode;
  readonly x: number;
  readonly y: number;
  onCopyBytes(node: TreeNode): void;
  onClose(): void;
}

function NodeMenu({ node, x, y, onCopyBytes, onClose }: MenuProps) {
  const filter = fieldFilter(node);
  return (
    <PlacedMenu x={x} y={y} label="Menu of the field" testId="field-menu" onClose={onClose}>
      {filter !== null && (
        <>
          <Menu.Label>{filter.length > 60 ? `${filter.slice(0, 60)}…` : filter}</Menu.Label>
          <Menu.Item rightSection="Ctrl+Enter" onClick={() => applyFilter(node, false)}>
            Only records with this
          </Menu.Item>
          <Menu.Item onClick={() => applyFilter(node, true)}>Exclude records with this</Menu.Item>
          <Menu.Item rightSection="Ctrl+Shift+C" onClick={() => copyFilter(node)}>
            Copy as display filter
          </Menu.Item>
          <Menu.Divider />
        </>
      )}
      {node.value !== null && (
        <Menu.Item rightSection="Ctrl+C" onClick={() => void copyText(node.value!, 'Value')}>
          Copy value
        </Menu.Item>
      )}
      <Menu.Item onClick={() => void copyText(node.line, 'Line')}>Copy line</Menu.Item>
      {node.length > 0 && <Menu.Item onClick={() => onCopyBytes(node)}>Copy bytes as hex</Menu.Item>}
    </PlacedMenu>
  );
}

function applyFilter(node: TreeNode, isOut: boolean): void {
  const filter = fieldFilter(node);
  if (filter !== null) filterBy(filter, isOut);
}

function copyFilter(node: TreeNode): void {
  const filter = fieldFilter(node);
  if (filter !== null) void copyText(filter, 'Filter');
}

function withOpen(before: Opened, keys: readonly string[], isOpen = true): Opened {
  if (keys.every(key => before.get(key) === isOpen)) return before;
  const next = new Map(before);
  for (const key of keys) next.set(key, isOpen);
  return next;
}

const siblings = (rows: readonly TreeRow[], { parent }: TreeRow): string[] =>
  rows.filter(row => row.parent === parent && row.node.children.length > 0).map(({ key }) => key);

const severityOf = ({ notes }: RecordTree, { name, line }: TreeNode): string | undefined =>
  name === '_ws.expert' ? notes.find(({ message }) => line.includes(message))?.severity : undefined;
