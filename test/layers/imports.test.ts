// The layers hold: dependency-cruiser finds nothing wrong in the tree, and finds what is planted in a tree of its own.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Cruised {
  readonly violations: readonly {
    readonly from: string;
    readonly to: string;
    readonly rule: { readonly name: string };
  }[];
  readonly totalCruised: number;
}

function cruise(folder: string): Cruised {
  const args = [program, 'main', 'renderer', 'shared', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  let output: string;
  try {
    output = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
  } catch (error) {
    // Its exit status is the number of violations.
    output = (error as { stdout: string }).stdout;
  }
  return (JSON.parse(output) as { summary: Cruised }).summary;
}

describe('the tree', () => {
  const { violations, totalCruised } = cruise(root);

  it('keeps every rule', () => {
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });

  // A compiler that dependency-cruiser cannot use makes it see no modules at all, and say that all is well.
  it('was really looked at', () => expect(totalCruised).toBeGreaterThanOrEqual(40));
});

describe('planted imports', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'burstscope-layers-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json'])
      copyFileSync(join(root, file), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const plant = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  it('that go down, across or out are each reported by their rule', () => {
    const files: Record<string, string> = {
      'main/session/session.ts': 'export const session = 1;',
      'main/bytes/wrong.ts': "import { session } from '../session/session.ts'; console.log(session);",
      'main/host/web/web.ts': 'export const web = 1;',
      'main/host/cli/wrong.ts': "import { web } from '../web/web.ts'; console.log(web);",
      'main/host/window.ts': "import { view } from '../../renderer/views/view.ts'; console.log(view);",
      'main/store/wrong.ts': "import type { app } from 'electron'; export type App = typeof app;",
      'node_modules/electron/package.json': '{"name":"electron","main":"index.js","types":"index.d.ts"}',
      'node_modules/electron/index.js': 'module.exports = {};',
      'node_modules/electron/index.d.ts': 'export const app: number;',
      'renderer/views/view.ts': "import { session } from '../../main/session/session.ts'; export const view = session;",
      'renderer/state/wrong.ts': "import { view } from '../views/view.ts'; export const state = view;",
      'renderer/link/wrong.ts': "import { state } from '../state/wrong.ts'; console.log(state);",
      'renderer/graph/wrong.ts': "import { view } from '../views/view.ts'; console.log(view);",
      'shared/wrong.ts': "import { readFileSync } from 'node:fs'; console.log(readFileSync);",
      'shared/a.ts': "import { b } from './b.ts'; export const a = () => b;",
      'shared/b.ts': "import { a } from './a.ts'; export const b = () => a;",
    };
    for (const [path, text] of Object.entries(files)) plant(path, text);
    const found = cruise(folder).violations.map(({ rule, from }) => `${rule.name}: ${from}`);
    expect([...new Set(found)].sort()).toEqual([
      'bytes-imports-only-upstream: main/bytes/wrong.ts',
      'electron-only-in-its-host: main/store/wrong.ts',
      'hosts-do-not-know-each-other: main/host/cli/wrong.ts',
      'link-stands-first-in-renderer: renderer/link/wrong.ts',
      'main-never-imports-renderer: main/host/window.ts',
      'no-cycles: shared/a.ts',
      'node-stays-out-of-shared-and-renderer: shared/wrong.ts',
      'parts-never-import-views: renderer/graph/wrong.ts',
      'renderer-imports-only-shared: renderer/views/view.ts',
      'state-sees-only-link: renderer/state/wrong.ts',
    ]);
  });
});
