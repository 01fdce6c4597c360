// The preload script: one CommonJS file, because a sandboxed preload cannot be anything else.
import { defineConfig } from 'vite';

export default defineConfig({
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    outDir: 'out/preload',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      input: { preload: 'main/host/electron/preload.ts' },
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
});
