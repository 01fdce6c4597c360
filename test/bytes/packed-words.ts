// A text that can be made again, and what zstd made of it.
const base64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

const WORDS = 'time burst host flow stream gap payload record frame window idle camera sensor beacon'.split(' ');

/** Words in an order without pattern: compressed to Huffman literals in four streams and sequences with tables of their own. */
export const words = (length: number): Uint8Array => {
  let state = 7;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += `${WORDS[(state >>> 16) % WORDS.length]} `;
  }
  return new TextEncoder().encode(text);
};

/** `zstd -19` 1.5.4 of words(2500). */
export const PACKED_WORDS = base64(
  'KLUv/WTFCHUPAGJFEBKwuQG8lnVucaRksqSTJDolEAHZtxpwV/kgZ98WjQWlRTRvAkc2juXyzUp+NBiCK72T6mhsxY3hNv9MyzJ0NNkBgPmowQeFwrL/BiBEYBAyuzoR5JQAFDgjLpTm6UmPfYtfweYN80FGF2mroEjhJ1DbgkQ7cZHvpiAY7GYxjQ0skuvf9YZf03UoMZwJI9wW1V4fs/up9/v4Zxgh2IS9f6/Sk5xw0gzLWAXj79QIIraRLeHbns+h8iZ/bH61ny8gJgqhg5ETNz1qPbUKW3NC0SUdyWL1ijSgTKcbMFwKaj0FW/gcFQdKFQMtRFm2LqlNBibvQ0ZI1Keu6Dt+Wisd2F3dQNWUHinC4k7qFnvIFDF6kAPor5ZqJ4P3lZZ1vS959geDV4pDgJ4RL1Rhsw44+5mkCmIdr8aw9MEHpI9AV06hN9Lk1jhBhdlnFJf2Odp7s4467KPb2bLUVh7iCXmWiDrJ6OqD2j+/NuzEgIr6U6kJ6dhIXzOh9TxYcGQl8ycd2/pTzlIohMUYOSYuqZeY7Pq17J76M959SPeSU3FFDuGd6A55t5FDx0YCJyAkcWD5TYMW+4IddKXoIjW+QSNovXyRYbZi8E0qDeKPRVix5Bw+8n5SIHMEfCrxsKlZN4eS4Hla8Tf4NDa1TvMq4Rgv4w==',
);
