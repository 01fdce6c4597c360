// The Node side: browser host, command line, Electron's main process and the session's worker, each one file to start.
import { defineConfig } from 'vite';

export default defineConfig({
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
