// Real captures and data sets that lie beside the checkout on some machines and never in it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** Whether the data is there. Suites that need it say so in their name and are left out without it. */
export const hasShared = (): boolean => existsSync(`${root}captures/MANIFEST.tsv`);

/** Path of a file of the data: `sharedPath('captures/zeek/llc.pcap')`. */
export const sharedPath = (path: string): string => root + path;
