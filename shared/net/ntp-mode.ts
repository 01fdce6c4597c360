// Modes of NTP (RFC 5905 figure 10) and the names of its numbers.

export const NTP_MODE = { control: 6, private: 7 } as const;

export const NTP_MODE_NAMES: Readonly<Record<number, string>> = {
  0: 'reserved',
  1: 'symmetric active',
  2: 'symmetric passive',
  3: 'client',
  4: 'server',
  5: 'broadcast',
  6: 'control',
  7: 'private',
};

export const NTP_LEAP_NAMES: Readonly<Record<number, string>> = {
  0: 'no warning',
  1: 'last minute of the day has 61 seconds',
  2: 'last minute of the day has 59 seconds',
  3: 'unknown (clock unsynchronized)',
};

export const NTP_STRATUM_NAMES: Readonly<Record<number, string>> = {
  0: 'unspecified or invalid',
  1: 'primary reference',
  16: 'unsynchronized',
};
