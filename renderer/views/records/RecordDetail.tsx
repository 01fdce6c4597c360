// One record: what deserves a look, its tree, its bytes; field and bytes are chosen together.
import { useEffect, useMemo, useState } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import type { RecordTree, TreeNode, TreeNote } from '../../../shared/model/tree.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { copyText } from '../../ui/copy-text.ts';
import { counted } from '../../ui/counted.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import parts from '../../ui/parts.module.css';
import { Splitter } from '../../ui/Splitter.tsx';
import { TabStrip } from '../../ui/TabStrip.tsx';
import { usePatience } from '../../ui/use-patience.ts';
import { type ByteRange, HexPane } from './HexPane.tsx';
import classes from './records.module.css';
import { TreePane } from './TreePane.tsx';
import { fieldAt, layerOf } from './tree-rows.ts';

interface Props {
  readonly source: number;
  readonly number: number;
}

export function RecordDetail({ source, number }: Props) {
  const answer = useAnswer('tree', { source, number });
  const late = usePatience(answer.loading);
  if (answer.problem) return <ProblemLine problem={answer.problem} />;
  if (!answer.value) return <p className={parts.note}>{late ? `Reading record ${number}…` : ''}</p>;
  return (
    <div className={classes.detail} data-late={late || undefined} data-record={answer.value.number}>
      <Shown tree={answer.value} />
    </div>
  );
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), c => c.charCodeAt(0));

function Shown({ tree }: { readonly tree: RecordTree }) {
  const layout = useDefaultLayout({ id: 'burstscope.record', storage: localStorage });
  const [chosen, setChosen] = useState<TreeNode | null>(null);
  const [hovered, setHovered] = useState<TreeNode | null>(null);
  const [shown, setShown] = useState(0);
  // The same field of the next record is another node: nothing is chosen there yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tree is what makes it old
  useEffect(() => {
    setChosen(null);
    setHovered(null);
    setShown(0);
  }, [tree]);
  const source = Math.min(shown, tree.sources.length - 1);
  const bytes = useMemo(() => tree.sources.map(({ base64 }) => bytesOf(base64)), [tree]);

  function choose(node: TreeNode): void {
    setChosen(node);
    if (node.length > 0) setShown(node.source);
  }

  const rangeOf = (node: TreeNode | null | undefined): ByteRange | null =>
    node?.source === source && node.length > 0 ? node : null;
  const { title = '' } = tree.sources[source] ?? {};
  return (
    <>
      <Notes tree={tree} onChoose={choose} />
      <div className={parts.fill}>
        <Group orientation="horizontal" defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
          <Panel id="record-tree-panel" minSize="200px">
            <TreePane
              tree={tree}
              chosen={chosen}
              onChoose={choose}
              onHover={setHovered}
              onCopyBytes={node => void copyText(hexOf(bytes[node.source]!, node), 'Bytes')}
            />
          </Panel>
          <Splitter label="Resize fields and bytes" />
          <Panel id="record-bytes-panel" defaultSize="54%" minSize="180px">
            <div className={classes.bytes}>
              {tree.sources.length > 1 && (
                <TabStrip
                  label="Where the bytes are from"
                  tabs={tree.sources.map((one, i) => ({
                    tab: i,
                    title: one.title,
                    count: counted(bytes[i]!.length, 'byte'),
                  }))}
                  shown={source}
                  onShow={setShown}
                  prefix="bytes"
                />
              )}
              <HexPane
                key={source}
                label={`Bytes of ${title}`}
                bytes={bytes[source]!}
                chosen={rangeOf(chosen)}
                hovered={rangeOf(hovered)}
                layer={rangeOf(chosen && layerOf(tree.layers, chosen))}
                onChoose={at => {
                  const node = fieldAt(tree.layers, source, at);
                  if (node) choose(node);
                }}
                onHover={at => setHovered(at === null ? null : (fieldAt(tree.layers, source, at) ?? null))}
              />
            </div>
          </Panel>
        </Group>
      </div>
      <p className={classes.status} aria-live="polite" data-testid="field-status">
        {statusOf(hovered ?? chosen, tree)}
      </p>
    </>
  );
}

const hexOf = (bytes: Uint8Array, { start, length }: TreeNode): string =>
  Array.from(bytes.subarray(start, start + length), byte => byte.toString(16).padStart(2, '0')).join(' ');

function statusOf(node: TreeNode | null, tree: RecordTree): string {
  if (node === null) {
    if (tree.limited)
      return 'Only a part of what came before in this flow was read: something may not be put together.';
    return 'Point at a field to see its bytes, or at a byte to see its field.';
  }
  const { name, start, length } = node;
  const where = length === 0 ? 'worked out, in no byte' : `bytes ${start}–${start + length - 1} (${length})`;
  return [name, node.line, where].filter(part => part !== '').join(' · ');
}

function Notes({ tree, onChoose }: { readonly tree: RecordTree; onChoose(node: TreeNode): void }) {
  const comments = nodesNamed(tree.layers, 'frame.comment');
  if (tree.notes.length === 0 && comments.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label="What deserves a look">
      {comments.map((node, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: comments have nothing else to be told by
        <li key={i}>
          <button type="button" data-severity="comment" onClick={() => onChoose(node)}>
            Comment: {node.value}
          </button>
        </li>
      ))}
      {tree.notes.map((note, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same
        <li key={i}>
          <button
            type="button"
            data-severity={note.severity}
            data-testid="record-note"
            onClick={() => {
              const node = nodesNamed(tree.layers, '_ws.expert').find(({ line }) => line.includes(note.message));
              if (node) onChoose(node);
            }}
          >
            {SEVERITY_TEXT[note.severity]}: {note.message} ({note.layer})
          </button>
        </li>
      ))}
    </ul>
  );
}

const SEVERITY_TEXT: Readonly<Record<TreeNote['severity'], string>> = {
  comment: 'Comment',
  chat: 'Chat',
  note: 'Note',
  warning: 'Warning',
  error: 'Error',
};

function nodesNamed(nodes: readonly TreeNode[], name: string): TreeNode[] {
  return nodes.flatMap(node => [...(node.name === name ? [node] : []), ...nodesNamed(node.children, name)]);
}
