// All fields of link layers.
import { COOKED } from './cooked.ts';
import { ETHERNET } from './ethernet.ts';
import { JUNIPER } from './juniper.ts';
import { LAN } from './lan.ts';
import { LLC } from './llc.ts';
import { OPAQUE } from './opaque.ts';
import { POINT_TO_POINT } from './point-to-point.ts';
import { SWITCH_TAG } from './switch-tag.ts';
import { WLAN } from './wlan.ts';

export const LINK_FIELDS = {
  ...ETHERNET,
  ...LLC,
  ...WLAN,
  ...POINT_TO_POINT,
  ...COOKED,
  ...LAN,
  ...JUNIPER,
  ...OPAQUE,
  ...SWITCH_TAG,
} as const;
