// Puts text on the clipboard, and says so.
import { showNotice } from '../state/notices.ts';

/** `what` begins the sentence that says it was done. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showNotice({ text: `${what} copied: ${text.length > 120 ? `${text.slice(0, 119)}…` : text}` });
  } catch {
    showNotice({ text: `The clipboard cannot be written to. ${what}: ${text}`, bad: true });
  }
}
