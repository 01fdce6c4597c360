// Several files as one capture, and the addresses inside of tunnels.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ipv4 } from '../build/packet.ts';
import { pcapFile } from '../build/pcap.ts';
import { traffic } from '../build/traffic.ts';
import { type App, openApp } from './support/app.ts';
import { addresses, settled } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const file = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe('what is opened', () => {
  it('may be several files, picked at once: they are one capture', async () => {
    app = await openApp();
    const { page } = app;
    await settled(page);
    await page
      .getByTestId('file-input')
      .setInputFiles([
        file('a.pcap', traffic([{ at: '1', src: '10.0.0.1', dst: '10.0.0.2' }])),
        file('b.pcap', traffic([{ at: '2', src: '10.0.0.3', dst: '10.0.0.2' }])),
      ]);
    await expect.poll(() => page.getByTestId('file').innerText()).toContain('a.pcap and 1 more');
    await expect.poll(() => page.getByTestId('file').innerText()).toContain('2 records');
    await expect.poll(() => addresses(page)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  });

  it('shows the outermost addresses of a tunnel, or the innermost where asked for', async () => {
    const inside = ipv4({ protocol: 17, payload: new Uint8Array(20) });
    // The builder's addresses inside, others outside.
    const data = ipv4({ protocol: 4, payload: inside });
    data.set([10, 9, 9, 1, 10, 9, 9, 2], 12);
    app = await openApp(file('tunnel.pcap', pcapFile({ linkType: 101, records: [{ seconds: 1, data }] })));
    const { page } = app;
    await expect.poll(() => addresses(page)).toEqual(['10.9.9.1', '10.9.9.2']);
    const choose = async () => {
      await page.getByLabel('Recent files and other ways to open').click();
      await page.getByTestId('inner').click();
      await settled(page);
    };
    await choose();
    await expect.poll(() => addresses(page)).toEqual(['192.0.2.1', '198.51.100.2']);
    await choose();
    await expect.poll(() => addresses(page)).toEqual(['10.9.9.1', '10.9.9.2']);
  });
});
