import { describe, expect, test } from 'vitest';
import { dissectNtp } from '../../../main/decode/app/ntp.ts';
import { ascii, concat, hex, u16, zeros } from '../../build/packet.ts';
import { treeLines } from '../tree-of.ts';
import { dissectPayload, valuesOf } from './dissect-payload.ts';
import { bearsHostileBytes } from './hostile.ts';

const header = hex(
  '24 02 06 ec 00000100 00000200 c0000201 d97f2a00 00000000 0000000000000000 83aa7e8080000000 0000000100000000',
);
const keyed = concat(header, hex('00000001'), zeros(16).fill(7));
const extended = concat(header, hex('0204 0010'), zeros(12), hex('0104 001c'), zeros(24), hex('00000001'), zeros(16));
const variables = ascii('version="ntpd", stratum=2');
const control = concat(hex('16 82 0001 0618 0000 0000'), u16(variables.length), variables);
const status = concat(hex('16 81 0001 0618 0000 0000 0008'), hex('0001 9614 0002 8011'));
const nonce = concat(hex('16 0c 0001 0000 0000 0000 0000'), hex('00000000'), hex('00000001'), zeros(16));
const monitor = hex('97 00 03 2a 0006 0048');

describe('tree of NTP', () => {
  test('a server', () => {
    const values = valuesOf(header, dissectNtp);
    expect(values.get('ntp.flags.mode')).toEqual(['4']);
    expect(values.get('ntp.precision')).toEqual(['236']);
    expect(values.get('ntp.rootdelay')).toEqual(['256']);
    expect(values.get('ntp.refid')).toEqual(['c0000201']);
    expect(values.get('ntp.reftime')).toEqual(['Aug 19, 2015 16:14:56.000000000 UTC']);
    expect(values.get('ntp.rec')).toEqual(['Jan  1, 1970 00:00:00.500000000 UTC']);
    expect(values.get('ntp.xmt')).toEqual(['Feb  7, 2036 06:28:17.000000000 UTC']);
    expect(treeLines(dissectPayload(header, dissectNtp))).toContain('  Origin Timestamp: NULL');
  });

  test('a key and a code, with and without extension fields in front', () => {
    expect(valuesOf(keyed, dissectNtp).get('ntp.keyid')).toEqual(['00000001']);
    const values = valuesOf(extended, dissectNtp);
    expect(values.get('ntp.ext.type')).toEqual(['0x0204', '0x0104']);
    expect(values.get('ntp.mac')).toEqual(['00'.repeat(16)]);
  });

  test('a control message', () => {
    const values = valuesOf(control, dissectNtp);
    expect(values.get('ntp.ctrl.flags2.opcode')).toEqual(['2']);
    expect(values.get('ntp.ctrl.sys_status.clksrc')).toEqual(['6']);
    expect(valuesOf(status, dissectNtp).get('ntp.ctrl.associd')).toEqual(['0', '1', '2']);
    expect(valuesOf(nonce, dissectNtp).get('ntp.key_index')).toEqual(['0x00000001']);
  });

  test('a private message', () => {
    const values = valuesOf(monitor, dissectNtp);
    expect([values.get('ntp.priv.reqcode'), values.get('ntp.priv.numitems')]).toEqual([['42'], ['6']]);
    expect(values.get('ntp.priv.itemsize')).toEqual(['72']);
  });

  test('hostile messages', () => {
    bearsHostileBytes([keyed, extended, control, status, nonce, monitor], dissectNtp);
  });
});
