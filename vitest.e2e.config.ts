// Runs the built app in a real browser, or in Electron (BURSTSCOPE_LANE): one file after another.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    retry: 0,
    expect: { poll: { timeout: 30_000, interval: 50 } },
  },
});
