// A small strict reader of XML: elements, attributes, text and the five entities, and nothing that a picture does not need.

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of its own and of all below. */
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAME = '[A-Za-z_][\\w.:-]*';
const TAG = new RegExp(`^<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>$`);
const ATTRIBUTE = new RegExp(`(${NAME})="([^"<]*)"`, 'g');
const CHARACTERS = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

function plain(text: string): string {
  return text.replace(/&([^;\s]*;?)/g, (all, name: string) => {
    const found = ENTITIES[name.slice(0, -1)];
    if (!name.endsWith(';') || found === undefined) throw new Error(`no entity: ${all}`);
    return found;
  });
}

/** Throws what is wrong with it. */
export function parseXml(xml: string): XmlElement {
  if (!CHARACTERS.test(xml)) throw new Error('a character that XML does not have');
  const open: { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }[] = [
    { name: '', attributes: {}, children: [], text: '' },
  ];
  for (const part of xml.replace(/^<\?xml [^?]*\?>/, '').match(/<[^>]*>|[^<]+/g) ?? []) {
    const top = open.at(-1)!;
    if (!part.startsWith('<')) {
      if (part.includes(']]>')) throw new Error(']]> in text');
      top.text += plain(part);
      continue;
    }
    const [, closing, name, given, empty] = TAG.exec(part) ?? [];
    if (name === undefined) throw new Error(`no tag: ${part}`);
    if (closing === '/') {
      if (top.name !== name) throw new Error(`</${name}> ends <${top.name}>`);
      open.pop();
      if (open.length > 1) open.at(-1)!.text += top.text;
      continue;
    }
    const attributes: Record<string, string> = {};
    for (const [, key, value] of given!.matchAll(ATTRIBUTE)) {
      if (Object.hasOwn(attributes, key!)) throw new Error(`${key} twice in <${name}>`);
      attributes[key!] = plain(value!);
    }
    const element = { name, attributes, children: [], text: '' };
    top.children.push(element);
    if (empty !== '/') open.push(element);
  }
  const [document, ...rest] = open;
  if (rest.length > 0) throw new Error(`<${rest.at(-1)!.name}> has no end`);
  if (document!.children.length !== 1 || document!.text.trim() !== '') throw new Error('not one element');
  return document!.children[0]!;
}

/** All elements of a name, in order. */
export const elementsOf = (element: XmlElement, name: string): readonly XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap(child => elementsOf(child, name)),
];
