// SSDP, whose fields are those of HTTP/1.
import { protocol } from './field-def.ts';

export const SSDP = {
  ssdp: protocol('Simple Service Discovery Protocol'),
} as const;
