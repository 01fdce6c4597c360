// Restores a capture's workspace when it is opened, and keeps it saved from the first annotation on.
import { problemOf } from '../../shared/contract/problem.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { isOfAnother, type Note, parseWorkspace, type Workspace, workspaceText } from '../../shared/model/workspace.ts';
import { compareTime } from '../../shared/unit/time.ts';
import { NO_ANNOTATIONS, useAnnotations, useNodePlaces } from './annotations.ts';
import { useBurstParams } from './bursts.ts';
import { onCommand } from './commands.ts';
import { useGraphOptions } from './graph-options.ts';
import { beginWork } from './idle.ts';
import { link } from './link.ts';
import { showNotice } from './notices.ts';
import { PLACES, showPlace, usePlace } from './places.ts';
import { useSelection } from './selection.ts';
import { useSeries } from './series.ts';
import { useSource } from './source.ts';
import { setTimelineOptions, useTimelineOptions } from './timeline-options.ts';

/** Changes wait so long for others before they are saved, in milliseconds. */
const CALM = 1000;

/** Whether the open source has a workspace: from then on every change is saved. */
let isKept = false;
/** What comes from a workspace is no change. */
let isRestoring = false;
/** The source whose workspace this is. */
let followed: number | undefined;
let saving: {
  readonly source: number;
  readonly workspace: Workspace;
  readonly timer: ReturnType<typeof setTimeout>;
  done(): void;
} | null = null;

/** The workspace of what is shown now. */
function currentWorkspace({ name, size, start }: SourceInfo): Workspace {
  const { filter, range } = useSelection.getState();
  const { by, gaps, rate } = useTimelineOptions.getState();
  const { showHidden, minPackets } = useGraphOptions.getState();
  const graph = { showHidden, minPackets, places: useNodePlaces.getState().places };
  const { marks } = useSeries.getState();
  return {
    version: 1,
    capture: { name, size, start },
    ...useAnnotations.getState(),
    view: {
      filter,
      range,
      bursts: useBurstParams.getState(),
      place: usePlace.getState().place,
      timeline: { by, gaps, rate },
      graph,
      ...(marks.length > 0 && { marks }),
    },
  };
}

async function send(source: number, workspace: Workspace, says: boolean): Promise<void> {
  const done = beginWork();
  try {
    const { path } = await link().call('saveWorkspace', { source, text: workspaceText(workspace) });
    if (says) showNotice({ text: `The workspace was saved as ${path}.` });
  } catch (thrown) {
    showNotice({ text: `The workspace was not saved. ${problemOf(thrown).message}`, bad: true });
  } finally {
    done();
  }
}

/** What waits to be saved is saved now. */
function flush(): void {
  if (!saving) return;
  const { source, workspace, timer, done } = saving;
  clearTimeout(timer);
  saving = null;
  void send(source, workspace, false).finally(done);
}

function changed(): void {
  const { info, phase } = useSource.getState();
  // While another source is being opened, what is shown is put back for that one.
  if (!isKept || isRestoring || !info || phase !== 'open') return;
  const done = saving?.done ?? beginWork();
  if (saving) clearTimeout(saving.timer);
  saving = { source: info.source, workspace: currentWorkspace(info), timer: setTimeout(flush, CALM), done };
}

function annotated(): void {
  if (isRestoring) return;
  isKept = true;
  changed();
}

function showView({ view }: Workspace): void {
  const { filter, range, bursts, place, timeline, graph, marks = [] } = view;
  useBurstParams.setState(bursts, true);
  useSelection.setState({ filter, range });
  setTimelineOptions(timeline);
  useGraphOptions.setState({ showHidden: graph.showHidden, minPackets: graph.minPackets });
  useSeries.setState({ marks });
  useNodePlaces.setState(({ put }) => ({ places: graph.places, put: put + 1 }));
  const known = PLACES.find(one => one === place);
  if (known) showPlace(known);
}

function restoring(work: () => void): void {
  isRestoring = true;
  try {
    work();
  } finally {
    isRestoring = false;
  }
}

async function restore(source: number): Promise<void> {
  const done = beginWork();
  try {
    const { workspace, path } = await link().call('workspace', { source });
    const { info } = useSource.getState();
    if (!workspace || info?.source !== source) return;
    if (isOfAnother(workspace.capture, info)) return offerForeign(workspace, path, info);
    // Somebody was quicker than the answer: what they did stays.
    if (isKept) return;
    restoring(() => {
      useAnnotations.setState({ hosts: workspace.hosts, notes: workspace.notes });
      showView(workspace);
    });
    isKept = true;
  } catch (thrown) {
    const { kind, message } = problemOf(thrown);
    if (kind !== 'no-such-source' && kind !== 'cancelled') showNotice({ text: message, bad: true });
  } finally {
    done();
  }
}

/** Saves what is annotated and shown; from then on every change is saved. */
async function saveWorkspace(): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  isKept = true;
  await send(info.source, currentWorkspace(info), true);
}

/** The workspace as the text of a file; null: nothing is open. */
export function currentText(): string | null {
  const { info } = useSource.getState();
  return info && workspaceText(currentWorkspace(info));
}

/** A note of another capture: hosts and times may be the same, records and bursts are others. */
function noteHere(note: Note, of: string, { start, end }: SourceInfo): Note {
  const { on } = note;
  const overlaps =
    on.kind === 'range' && start && end && compareTime(on.from, end) <= 0 && compareTime(start, on.to) <= 0;
  return on.kind === 'host' || overlaps ? note : { ...note, of: note.of ?? of };
}

/** Names, colours and notes beside those that there are; the same note stands there once. */
function takeOver({ hosts: more, notes: added }: Pick<Workspace, 'hosts' | 'notes'>): void {
  const { hosts, notes } = useAnnotations.getState();
  const known = new Set(notes.map(note => JSON.stringify(note)));
  const news = added.filter(note => !known.has(JSON.stringify(note)));
  useAnnotations.setState({ hosts: { ...hosts, ...more }, notes: [...notes, ...news] });
}

/** Says that a workspace is of another capture, and offers what of it may fit. */
function offerForeign({ capture, hosts, notes }: Workspace, name: string, info: SourceInfo): void {
  showNotice({
    text: `${name} is of another capture, ${capture.name}: nothing was changed.`,
    bad: true,
    action: {
      label: 'Take its names and notes',
      run() {
        if (useSource.getState().info?.source !== info.source) return;
        takeOver({ hosts, notes: notes.map(note => noteHere(note, capture.name, info)) });
      },
    },
  });
}

/** Takes over a workspace from a file. One that cannot be read, or is of another capture, changes nothing. */
export function loadWorkspace(text: string, name: string): void {
  const { info } = useSource.getState();
  if (!info) return;
  try {
    const workspace = parseWorkspace(text, name);
    if (isOfAnother(workspace.capture, info)) offerForeign(workspace, name, info);
    else {
      takeOver(workspace);
      showView(workspace);
      showNotice({ text: `${name} was loaded.` });
    }
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  }
}

function opened(info: SourceInfo | null): void {
  isKept = false;
  followed = info?.source;
  restoring(() => {
    useAnnotations.setState(NO_ANNOTATIONS);
    useNodePlaces.setState(({ put }) => ({ places: {}, put: put + 1 }));
  });
  if (info) void restore(info.source);
}

/** Follows the source and what is shown until the returned function is called. */
export function followWorkspace(): () => void {
  const ends = [
    onCommand('save-workspace', () => void saveWorkspace()),
    useSource.subscribe(({ info, phase }, before) => {
      if (phase !== 'open') flush();
      if (info?.source !== before.info?.source) opened(info);
    }),
    useAnnotations.subscribe(annotated),
    useSeries.subscribe(({ marks }, before) => {
      // Marks of the source before are let go by themselves, before this one is followed.
      const isOurs = useSource.getState().info?.source === followed;
      if (isOurs && marks !== before.marks && marks.length + before.marks.length > 0) annotated();
    }),
    ...[useSelection, useBurstParams, usePlace, useTimelineOptions, useGraphOptions, useNodePlaces].map(store =>
      store.subscribe(changed),
    ),
  ];
  const { info } = useSource.getState();
  followed = info?.source;
  if (info) void restore(info.source);
  window.addEventListener('pagehide', flush);
  return () => {
    window.removeEventListener('pagehide', flush);
    for (const end of ends) end();
  };
}
