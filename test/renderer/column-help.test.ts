// Every column of every table says what it holds, from one place; a few plain words need no saying. Found in the sources, so
// that none is forgotten.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { COLUMN } from '../../renderer/ui/column-help.ts';
import { MEASURES } from '../../renderer/ui/measures.ts';

const root = fileURLToPath(new URL('../../renderer/', import.meta.url));

const PLAIN = new Set([
  ...['Host', 'Name', 'Source', 'Destination', 'Protocol'],
  ...['Method', 'Path', 'Referrer', 'User agent', 'Version'],
]);

interface Found {
  readonly file: string;
  readonly title: string;
  /** As the source has it; null: none. */
  readonly help: ts.Expression | null;
}

/** Objects with a title and a way to render are columns: nothing else is. */
function columnsOf(file: string): Found[] {
  const source = ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isObjectLiteralExpression(node)) return;
    const named = new Map(node.properties.flatMap(part => (part.name ? [[part.name.getText(), part] as const] : [])));
    const title = named.get('title');
    if (!title || !named.has('render')) return;
    const help = named.get('help');
    // `...(help && { help })` hands on what the caller says.
    const spread = node.properties.find(part => ts.isSpreadAssignment(part) && part.getText().includes('help'));
    found.push({
      file,
      title: ts.isPropertyAssignment(title) ? title.initializer.getText().replace(/^'|'$/g, '') : '(of the caller)',
      help: help
        ? ts.isPropertyAssignment(help)
          ? help.initializer
          : (help.name as ts.Identifier)
        : spread && ts.isSpreadAssignment(spread)
          ? spread.expression
          : null,
    });
  };
  visit(source);
  return found;
}

const columns = (readdirSync(root, { recursive: true }) as string[])
  .filter(file => file.endsWith('.tsx'))
  .flatMap(columnsOf);

describe('columns', () => {
  it('are found', () => {
    expect(columns.length).toBeGreaterThan(120);
    expect(new Set(columns.map(({ file }) => file)).size).toBeGreaterThan(12);
  });

  it.each(columns.map(one => [`${one.file}: ${one.title}`, one] as const))('%s', (_, { title, help }) => {
    if (help === null) expect(PLAIN).toContain(title);
    // A text of its own would be a second place where the measure is defined.
    else expect(ts.isStringLiteral(help)).toBe(false);
  });
});

describe('definitions', () => {
  const used = (readdirSync(root, { recursive: true }) as string[])
    .filter(file => file.endsWith('.tsx'))
    .map(file => readFileSync(root + file, 'utf8'))
    .join('\n');
  it.each(Object.entries(COLUMN))('%s', (key, text) => {
    expect(text).toMatch(/^.{10,}\.$/s);
    expect(used).toContain(`COLUMN.${key}`);
  });
  it.each(Object.entries(MEASURES))('%s', (key, text) => {
    expect(text).toMatch(/^.{10,}\.$/s);
    expect(used).toContain(`MEASURES.${key}`);
  });
});
