// Families of fonts as attributes of an SVG hold them.

/** The window's families and, last, one that every reader has. Quotes in names would end the attribute. */
export function familyOf(family: string): string {
  const plain = family.replaceAll('"', "'");
  const generic = /mono/i.test(plain) ? 'monospace' : 'sans-serif';
  return plain.endsWith(generic) ? plain : `${plain}, ${generic}`;
}
