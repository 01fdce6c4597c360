// SSDP (UPnP Device Architecture 2.0 section 1): HTTP/1 messages in datagrams.
import type { Dissection } from '../tree/dissection.ts';
import { dissectHttpMessage } from './http1-tree.ts';

/** Adds the message at `at` to the tree. */
export const dissectSsdp = (d: Dissection, at: number): void => dissectHttpMessage(d, at, 'ssdp');
