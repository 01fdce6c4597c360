// `npm run fuzz [-- ROUNDS]`: the property and mutation tests again, for long and from another seed. They say how many rounds
// each of them runs by reading FUZZ_ROUNDS; a failure names its seed (FUZZ_SEED repeats it) or its counterexample.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../main/tool/checkout.mjs';

const [rounds = '20000'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(rounds)) {
  console.error(`npm run fuzz: ROUNDS is a whole number above 0, not "${rounds}".`);
  process.exit(2);
}
const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
const readsRounds = file => readFileSync(join(root, 'test', file), 'utf8').includes('FUZZ_ROUNDS');
/** Helpers that read it make long whoever imports them. */
const helpers = tests
  .filter(file => /(?<!\.test)\.ts$/.test(file) && readsRounds(file))
  .map(file => file.replace(/^.*[\\/]/, ''));
const isLong = file =>
  /\.test\.ts$/.test(file) &&
  (readsRounds(file) || helpers.some(helper => readFileSync(join(root, 'test', file), 'utf8').includes(`/${helper}'`)));
const files = tests.filter(file => !file.includes('e2e') && isLong(file)).map(file => join('test', file));
const env = {
  ...process.env,
  FUZZ_ROUNDS: rounds,
  FUZZ_SEED: process.env.FUZZ_SEED ?? String(Date.now() % 1_000_000_000),
};
console.log(`${rounds} rounds from seed ${env.FUZZ_SEED} in:\n  ${files.join('\n  ')}`);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--testTimeout=0', '--hookTimeout=0', ...files], {
  cwd: root,
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);
