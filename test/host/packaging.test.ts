// The packaged app, made by electron-builder around a stand-in for Electron's runtime: what is inside and what is not.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
// electron-builder brings it along; nothing else here needs it.
const asar = createRequire(
  createRequire(join(root, 'node_modules/electron-builder/package.json')).resolve('app-builder-lib'),
)('@electron/asar') as {
  createPackage(from: string, to: string): Promise<void>;
  listPackage(archive: string): string[];
};

describe.runIf(process.platform === 'linux')('the package', () => {
  let folder: string;
  let resources: string;
  let inside: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'burstscope-package-'));
    execFileSync(process.execPath, [join(root, 'main/tool/build.mjs'), '--if-stale'], { stdio: 'pipe' });
    makeProject(join(folder, 'project'));
    await makeStandIn(join(folder, 'electron'));
    const config = join(folder, 'config.json');
    const changes = {
      extends: join(folder, 'project/electron-builder.yml'),
      // Fuses are flipped inside a real executable.
      electronFuses: null,
      electronDist: join(folder, 'electron'),
      directories: { output: join(folder, 'made') },
    };
    writeFileSync(config, JSON.stringify(changes));
    const program = join(root, 'node_modules/electron-builder/cli.js');
    const args = [program, '--linux', 'dir', '--projectDir', join(folder, 'project'), '--config', config];
    execFileSync(process.execPath, args, { stdio: 'pipe' });
    resources = join(folder, 'made/linux-unpacked/resources');
    inside = asar.listPackage(join(resources, 'app.asar')).map(path => path.replaceAll('\\', '/'));
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The project as built, with a dependency that must stay outside. */
  function makeProject(project: string): void {
    mkdirSync(join(project, 'assets'), { recursive: true });
    cpSync(join(root, 'out'), join(project, 'out'), { recursive: true });
    cpSync(join(root, 'electron-builder.yml'), join(project, 'electron-builder.yml'));
    writeFileSync(join(project, 'assets/sample.pcapng'), 'sample');
    cpSync(join(root, 'assets/icon.png'), join(project, 'assets/icon.png'));
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ ...manifest, dependencies: { planted: '1.0.0' } }));
    mkdirSync(join(project, 'node_modules/planted'), { recursive: true });
    writeFileSync(join(project, 'node_modules/planted/package.json'), '{"name":"planted","version":"1.0.0"}');
    writeFileSync(join(project, 'node_modules/planted/index.js'), '');
  }

  async function makeStandIn(electron: string): Promise<void> {
    mkdirSync(join(electron, 'resources'), { recursive: true });
    mkdirSync(join(folder, 'default-app'));
    writeFileSync(join(folder, 'default-app/package.json'), '{"name":"default-app"}');
    await asar.createPackage(join(folder, 'default-app'), join(electron, 'resources/default_app.asar'));
    writeFileSync(join(electron, 'electron'), '', { mode: 0o755 });
    for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(electron, file), '');
  }

  it('holds every part of the program', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(manifest.main).toBe('out/main/electron.js');
    expect(inside).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/electron.js',
        '/out/main/session.worker.js',
        '/out/main/packet-lines.worker.js',
        '/out/preload/preload.cjs',
        '/out/renderer/index.html',
      ]),
    );
  });

  it('holds no packages, no sources and no stamps of the build', () => {
    expect(inside.filter(path => !/^\/(package\.json|out(\/.*)?)$/.test(path))).toEqual([]);
    expect(inside.filter(path => path.includes('/.'))).toEqual([]);
  });

  it('has the sample beside it, as a plain file', () => {
    expect(readFileSync(join(resources, 'assets/sample.pcapng'), 'utf8')).toBe('sample');
    expect(existsSync(join(folder, 'made/linux-unpacked/burstscope'))).toBe(true);
  });
});

describe('the configuration', () => {
  const text = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

  it('names the Electron that is installed', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'));
    expect(text).toContain(`\nelectronVersion: ${version}\n`);
  });

  it.each([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
  ])('sets the fuse %s', line => expect(text).toContain(`\n  ${line}\n`));
});
