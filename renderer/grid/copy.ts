// Text to the clipboard, with a word about it.
import { showNotice } from '../state/notices.ts';

/** `what` as the subject of a sentence: `The row`. */
export function copyText(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => showNotice({ text: `${what} ${what.endsWith('s') ? 'were' : 'was'} copied.` }),
    () => showNotice({ text: `${what} could not be copied: the browser does not allow it here.`, bad: true }),
  );
}
