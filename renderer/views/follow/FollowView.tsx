// What was said in a flow: both directions in order, as text or hex dump, searched in and saved.
import { ActionIcon, Button, Menu, SegmentedControl, TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { problemOf } from '../../../shared/contract/problem.ts';
import type { StreamDirection } from '../../../shared/model/follow.ts';
import type { StreamPage } from '../../../shared/model/record-stream.ts';
import { formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy, type Time } from '../../../shared/unit/time.ts';
import { useHostCalled } from '../../state/annotations.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { openRecord } from '../../state/records.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { copyText } from '../../ui/copy-text.ts';
import { counted } from '../../ui/counted.ts';
import { endpoint } from '../../ui/endpoint.ts';
import { Icon } from '../../ui/Icon.tsx';
import { timeOfDay } from '../../ui/moment.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { usePatience } from '../../ui/use-patience.ts';
import { saveStream } from '../records/save-selection.ts';
import classes from './follow.module.css';
import { type StreamForm, type StreamLine, streamLines } from './stream-lines.ts';

/** Bytes of payload that are shown at once. */
const PART = 128 * 1024;
const ROW = 20;

interface Props {
  readonly source: number;
  /** Number of the flow, from 1. */
  readonly flow: number;
}

/** Bytes [at, at + length) of the stream. */
interface Found {
  readonly at: number;
  readonly length: number;
}

export function FollowView({ source, flow }: Props) {
  const called = useHostCalled();
  const [side, setSide] = useState<StreamDirection | 'both'>('both');
  const [form, setForm] = useState<StreamForm>('text');
  const [offset, setOffset] = useState(0);
  const [found, setFound] = useState<Found | null>(null);
  const direction = side === 'both' ? {} : { direction: side };
  const answer = useAnswer('streamPage', { source, flow, ...direction, offset, limit: PART });
  const late = usePatience(answer.loading);
  const page = answer.value;

  function turnTo(next: StreamDirection | 'both'): void {
    setSide(next);
    setOffset(0);
    setFound(null);
  }

  /** Goes round to the beginning once. */
  async function find(text: string): Promise<void> {
    const done = beginWork();
    try {
      const ask = (from: number) => link().call('streamFind', { source, flow, ...direction, text, offset: from });
      const from = found === null ? 0 : found.at + 1;
      const next = (await ask(from)).at ?? (from > 0 ? (await ask(0)).at : null);
      if (next === null) {
        showNotice({ text: `“${text}” does not occur in this stream.` });
        setFound(null);
        return;
      }
      setFound({ at: next, length: new TextEncoder().encode(text).length });
      setOffset(Math.floor(next / PART) * PART);
    } catch (thrown) {
      showNotice({ text: problemOf(thrown).message, bad: true });
    } finally {
      done();
    }
  }

  return (
    <section className={classes.view} aria-label={`Stream of flow ${flow}`} data-testid="stream">
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Who is shown"
          value={side}
          onChange={value => turnTo(value as StreamDirection | 'both')}
          data={[
            { value: 'both', label: 'Both' },
            { value: 'ab', label: page ? `${endpoint(called(page.a), page.a.port)} →` : 'A →' },
            { value: 'ba', label: page ? `${endpoint(called(page.b), page.b.port)} →` : 'B →' },
          ]}
        />
        <SegmentedControl
          aria-label="How it is shown"
          value={form}
          onChange={value => setForm(value as StreamForm)}
          data={[
            { value: 'text', label: 'Text' },
            { value: 'hex', label: 'Hex dump' },
          ]}
        />
        <Search onFind={text => void find(text)} onChange={() => setFound(null)} />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button leftSection={<Icon name="export" />}>Save</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void saveStream({ flow, form: 'text', ...direction })}>As text</Menu.Item>
            <Menu.Item onClick={() => void saveStream({ flow, form: 'hex', ...direction })}>As hex dump</Menu.Item>
            <Menu.Item disabled={side === 'both'} onClick={() => void saveStream({ flow, form: 'raw', ...direction })}>
              The bytes as they are{side === 'both' ? ' (choose one direction)' : ''}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {answer.problem ? (
        <ProblemLine problem={answer.problem} />
      ) : (
        page && <Part page={page} form={form} found={found} isLate={late} offset={offset} onTurn={setOffset} />
      )}
    </section>
  );
}

function Search({ onFind, onChange }: { onFind(text: string): void; onChange(): void }) {
  const [text, setText] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (text !== '') onFind(text);
  }
  return (
    <form onSubmit={submit} className={classes.search}>
      <TextInput
        aria-label="Search in the stream"
        placeholder="Search in the stream"
        leftSection={<Icon name="search" size={14} />}
        value={text}
        onChange={event => {
          setText(event.currentTarget.value);
          onChange();
        }}
      />
      <Button type="submit" disabled={text === ''}>
        Find next
      </Button>
    </form>
  );
}

interface PartProps {
  readonly page: StreamPage;
  readonly form: StreamForm;
  readonly found: Found | null;
  readonly isLate: boolean;
  readonly offset: number;
  onTurn(offset: number): void;
}

function Part({ page, form, found, isLate, offset, onTurn }: PartProps) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => streamLines(page.pieces, form), [page, form]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const { scrollToIndex } = virtual;
  const foundLine =
    found === null ? -1 : lines.findIndex(line => line.kind === 'said' && found.at < line.to && found.at >= line.from);
  useEffect(() => {
    if (foundLine >= 0) scrollToIndex(foundLine, { align: 'center' });
  }, [foundLine, scrollToIndex]);
  const first = page.pieces[0]?.time;
  if (lines.length === 0) {
    return (
      <p className={classes.empty}>
        Nothing was said in this flow{offset > 0 ? ' from here on' : ''}: it has no payload in the capture.
      </p>
    );
  }
  const last = page.pieces.at(-1)!;
  const end = page.next ?? last.offset + atob(last.base64).length;
  const isPart = offset > 0 || page.next !== null;
  return (
    <>
      <div
        ref={box}
        className={classes.lines}
        role="log"
        aria-label="What was said"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard
        tabIndex={0}
        data-late={isLate || undefined}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div key={index} className={classes.line} style={{ transform: `translateY(${start}px)` }}>
              <Line line={lines[index]!} page={page} since={first} found={found} />
            </div>
          ))}
        </div>
      </div>
      <div className={classes.foot}>
        <span data-testid="stream-extent">
          {isPart
            ? `Bytes ${formatCount(offset)} to ${formatCount(end)} of at most ${formatCount(page.atMost)}`
            : `${counted(end, 'byte')} of payload, all of it`}
        </span>
        <Button variant="subtle" onClick={() => void copyText(lines.map(plain).join('\n'), 'Stream')}>
          Copy what is shown
        </Button>
        {isPart && (
          <>
            <ActionIcon
              aria-label="Earlier part"
              disabled={offset === 0}
              onClick={() => onTurn(Math.max(0, offset - PART))}
            >
              <Icon name="back" />
            </ActionIcon>
            <ActionIcon
              aria-label="Later part"
              disabled={page.next === null}
              onClick={() => onTurn(page.next ?? offset)}
            >
              <Icon name="forward" />
            </ActionIcon>
          </>
        )}
      </div>
    </>
  );
}

const plain = (line: StreamLine): string =>
  line.kind === 'said' ? line.text : line.kind === 'missing' ? missingText(line.bytes) : '';

const missingText = (bytes: number): string => `[${counted(bytes, 'byte')} missing in the capture]`;

interface LineProps {
  readonly line: StreamLine;
  readonly page: StreamPage;
  /** When the part begins. */
  readonly since: Time | undefined;
  readonly found: Found | null;
}

function Line({ line, page, since, found }: LineProps) {
  const called = useHostCalled();
  if (line.kind === 'missing') return <span className={classes.missing}>{missingText(line.bytes)}</span>;
  if (line.kind === 'turn') {
    const end = line.direction === 'ab' ? page.a : page.b;
    const after = since === undefined ? 0 : nanosBetweenLossy(since, line.time);
    return (
      <button
        type="button"
        className={classes.turn}
        data-direction={line.direction}
        title={`Show record ${line.number}`}
        onClick={() => openRecord(line.number)}
      >
        {endpoint(called(end), end.port)} at {timeOfDay(line.time, 6)}
        {after > 0 ? `, +${formatDuration(after)}` : ''}, {counted(line.bytes, 'byte')}, record{' '}
        {formatCount(line.number)}
      </button>
    );
  }
  return (
    <span className={classes.said} data-direction={line.direction} data-testid="stream-line">
      <Marked line={line} found={found} />
    </span>
  );
}

/** In text, a character is a byte: what was found is marked as far as it stands in this line. */
function Marked({ line, found }: { readonly line: StreamLine & { kind: 'said' }; readonly found: Found | null }) {
  const { text, from, to } = line;
  if (found === null || found.at >= to || found.at + found.length <= from) return text;
  if (text.length > to - from) return <mark>{text}</mark>;
  const start = Math.max(0, found.at - from);
  const end = Math.min(text.length, found.at + found.length - from);
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
