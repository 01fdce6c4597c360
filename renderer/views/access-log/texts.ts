// Words of the access log: fields by their titles, with what they hold.
import type { RequestField } from '../../../shared/model/request.ts';
import { NO_VALUE } from '../../ui/words.ts';

export const FIELD_TITLES: Readonly<Record<RequestField, string>> = {
  ip: 'Host',
  method: 'Method',
  path: 'Path',
  version: 'Version',
  status: 'Status',
  size: 'Size',
  referrer: 'Referrer',
  user_agent: 'User agent',
};

/** A value as people see it: one that is not there has a name of its own. */
export const valueText = (value: string): string => (value === '' ? NO_VALUE : value);
