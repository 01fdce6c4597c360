// Starts a download of the browser host's.

/** `url` is relative to the page and good for one use. */
export function download(url: string, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
