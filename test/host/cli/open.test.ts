// How `open` chooses between Electron and the browser, and where the runtime is looked for.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { howToOpen } from '../../../main/host/cli/open.ts';
import { parseOpenArguments } from '../../../main/host/open-arguments.ts';
import { findElectron, hasDisplay } from '../../../main/tool/electron-runtime.mjs';

const how = (args: string[], electron: string | null) => howToOpen(parseOpenArguments(args), electron);

describe('open', () => {
  it('takes Electron when it is there', () => {
    const [program, args] = how(['a.pcap'], '/electron');
    expect(program).toBe('/electron');
    expect(args.at(-1)).toBe(resolve('a.pcap'));
  });

  it.each([
    [['a.pcap'], null],
    [['--browser', 'a.pcap'], '/electron'],
    [['--no-open', 'a.pcap'], '/electron'],
    [['--port', '8080', 'a.pcap'], '/electron'],
    [['-'], '/electron'],
  ])('takes the browser for %j with Electron at %j', (args, electron) => {
    const [program, started] = how(args, electron);
    expect(program).toBe(process.execPath);
    expect(started[0]).toMatch(/web\.js$/);
    expect(parseOpenArguments(started.slice(1)).files).toEqual([args.at(-1)]);
  });

  it('hands on its flags', () => {
    const [, args] = how(['--port', '8080', '--no-open', '--', '--odd.pcap'], null);
    expect(parseOpenArguments(args.slice(1))).toMatchObject({ port: 8080, noOpen: true, files: ['--odd.pcap'] });
  });
});

describe('the runtime', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
    mkdirSync(join(root, 'node_modules/electron/dist'), { recursive: true });
    writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron-here');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is there only when its executable is', () => {
    expect(findElectron(root, {})).toBeNull();
    writeFileSync(join(root, 'node_modules/electron/dist/electron-here'), '');
    expect(findElectron(root, {})).toBe(join(root, 'node_modules/electron/dist/electron-here'));
  });

  it('may lie where ELECTRON_OVERRIDE_DIST_PATH says', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') };
    expect(findElectron(root, env)).toBeNull();
    mkdirSync(join(root, 'elsewhere'));
    writeFileSync(join(root, 'elsewhere/electron-here'), '');
    expect(findElectron(root, env)).toBe(join(root, 'elsewhere/electron-here'));
  });

  it.runIf(process.platform === 'linux')('needs a display', () => {
    expect(hasDisplay({})).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  });
});
