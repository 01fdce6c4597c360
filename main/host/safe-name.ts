// File names that others chose (a browser, a window), made safe to use as one name in one folder.

const LONGEST = 200;

/** The last part of a path-like text without separators, control characters and leading dots; `otherwise` when empty. */
export function safeName(text: string, otherwise: string): string {
  const last = text.split(/[/\\]/).pop() ?? '';
  const clean = [...last]
    .filter(c => c >= ' ' && c !== '\x7f')
    .join('')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^\.+/, '')
    .trim();
  if (clean === '') return otherwise;
  // Bytes count, not characters: file systems allow 255 of them. The end stays, for the extension.
  let name = clean;
  while (Buffer.byteLength(name) > LONGEST) name = [...name].slice(1).join('');
  return name;
}
