// What is measured, bundled as vite.main.config.ts bundles the product.
import { join } from 'node:path';
import { build, loadConfigFromFile } from 'vite';
import { root } from '../../main/tool/checkout.mjs';

/** Builds entries (paths in the checkout by the name of what is built) into a folder of out/bench; answers with its path. */
export async function buildEntries(name, entries) {
  const { config } = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(root, 'vite.main.config.ts'),
  );
  config.build.outDir = join(root, 'out/bench', name);
  config.build.rolldownOptions.input = Object.fromEntries(
    Object.entries(entries).map(([entry, path]) => [entry, join(root, path)]),
  );
  await build({ ...config, root, configFile: false, logLevel: 'warn' });
  return config.build.outDir;
}
