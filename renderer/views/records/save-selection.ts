// Saves what is selected as a capture file, and what was said in a flow as it is, where the host puts files.

import { problemOf } from '../../../shared/contract/problem.ts';
import type { FollowRequest } from '../../../shared/model/follow.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { currentScope, type Scope } from '../../state/scope.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { download } from '../../ui/download.ts';

const FORM_ENDING: Readonly<Record<FollowRequest['form'], string>> = { text: 'txt', hex: 'hex.txt', raw: 'bin' };

async function save(ending: string, scope: Scope, stream?: FollowRequest): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  const done = beginWork();
  try {
    const saved = await link().call('saveFile', {
      source: info.source,
      ...scope,
      ...(stream ? { stream } : {}),
      suggestedName: `${info.name.replace(/\.(pcapng|pcap|cap)?(\.gz)?$/i, '')}${ending}`,
    });
    if (!saved) return;
    if (saved.download !== null) download(saved.download, saved.path);
    const what = saved.records === null ? 'The stream was' : `${counted(saved.records, 'record')} were`;
    showNotice({ text: [`${what} written to ${saved.path}.`, ...saved.leftOut].join(' ') });
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}

/** The records of filter and time range, as pcapng. */
export const saveSelection = (): Promise<void> => save('-selection.pcapng', currentScope());

/** What was said in a flow. */
export const saveStream = (request: FollowRequest): Promise<void> =>
  save(`-flow-${request.flow}.${FORM_ENDING[request.form]}`, {}, request);
