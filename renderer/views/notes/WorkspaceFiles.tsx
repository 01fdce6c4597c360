// Saves the workspace as another file and loads one: by dialogs of the system, or as a download and a file of the browser.
import { useEffect, useRef } from 'react';
import { problemOf } from '../../../shared/contract/problem.ts';
import { MAX_WORKSPACE } from '../../../shared/model/workspace.ts';
import { onCommand } from '../../state/commands.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { currentText, loadWorkspace } from '../../state/workspace.ts';
import { saveBlob, sourceName } from '../../ui/save-blob.ts';

const ENDING = 'burstscope.json';

/** Problems are shown, not thrown. */
async function doing(work: () => Promise<void>): Promise<void> {
  const done = beginWork();
  try {
    await work();
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}

async function saveAs(): Promise<void> {
  const text = currentText();
  if (text === null) return showNotice({ text: 'Nothing is open: there is no workspace to save yet.' });
  if (link().host === 'web') {
    return saveBlob(new Blob([text], { type: 'application/json' }), 'The workspace', ENDING);
  }
  const saved = await link().call('saveWorkspaceAs', { text, suggestedName: `${sourceName()}.${ENDING}` });
  if (saved) showNotice({ text: `The workspace was saved as ${saved.path}.` });
}

async function loadFile(file: File): Promise<void> {
  // A character is four bytes at most.
  if (file.size > 4 * MAX_WORKSPACE) showNotice({ text: `${file.name} is too large to be a workspace.`, bad: true });
  else loadWorkspace(await file.text(), file.name);
}

async function chooseAndLoad(): Promise<void> {
  const chosen = await link().call('chooseWorkspace', null);
  if (chosen) loadWorkspace(chosen.text, chosen.name);
}

export function WorkspaceFiles() {
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => onCommand('save-workspace-as', () => void doing(saveAs)), []);
  useEffect(
    () =>
      onCommand('load-workspace', () => {
        if (currentText() === null) showNotice({ text: 'Open the capture first: a workspace is of one.' });
        else if (link().host === 'web') picker.current?.click();
        else void doing(chooseAndLoad);
      }),
    [],
  );
  return (
    <input
      ref={picker}
      type="file"
      accept=".json,application/json"
      hidden
      data-testid="workspace-input"
      onChange={event => {
        const file = event.currentTarget.files?.[0];
        event.currentTarget.value = '';
        if (file) void doing(() => loadFile(file));
      }}
    />
  );
}
