// Parts of pictures: text that tries to be more, colours as any program knows them, rectangles, the graph, broken lines.
import { describe, expect, it } from 'vitest';
import { type EdgeMark, graphSvg, type NodeMark, namesSvg } from '../../renderer/graph/svg.ts';
import { familyOf } from '../../renderer/ui/picture/fonts.ts';
import { legendText } from '../../renderer/ui/picture/heading.ts';
import { paint, plainColour } from '../../renderer/ui/picture/plain-colour.ts';
import { RectRecorder } from '../../renderer/ui/picture/rect-recorder.ts';
import { fitting, wrapped } from '../../renderer/ui/picture/text-lines.ts';
import { colours } from '../../renderer/ui/theme/colours.ts';
import { xmlCharacters, xmlText } from '../../shared/unit/xml.ts';
import { elementsOf, parseXml } from '../build/xml.ts';

const HOSTILE = '<script>alert(1)</script>"&\'\u{1f4f7}]]>';

describe('text in a picture', () => {
  it('is read again as it was, by a strict reader, in elements and in attributes', () => {
    const { text, attributes } = parseXml(`<t a="${xmlText(HOSTILE)}">${xmlText(HOSTILE)}</t>`);
    expect(text).toBe(HOSTILE);
    expect(attributes.a).toBe(HOSTILE);
  });

  it('has no character that XML cannot carry', () => {
    for (const bad of ['\0', '\x01', '\x0b', '\x1f', '\ud800', '\udfff', '\ufffe', '\uffff']) {
      expect(() => parseXml(`<t>${bad}</t>`), JSON.stringify(bad)).toThrow('character');
      expect(parseXml(`<t>${xmlCharacters(`a${bad}b`)}</t>`).text).toBe('a\ufffdb');
    }
    expect(xmlText('\t\n\r\x7f é \u{10ffff}')).toBe('\t\n\r\x7f é \u{10ffff}');
  });

  it('is no end of the attribute that a font stands in', () => {
    const family = familyOf(colours('dark').font);
    expect(family).toMatch(/^Inter, 'Segoe UI', .*, sans-serif$/);
    expect(familyOf('"JetBrains Mono"')).toBe("'JetBrains Mono', monospace");
    expect(parseXml(`<t font-family="${xmlText(family)}"/>`).attributes['font-family']).toBe(family);
  });

  it('is broken between words, and cut where one word is too long', () => {
    const widthOf = (text: string): number => text.length * 10;
    expect(wrapped('one two three', 80, widthOf)).toEqual(['one two', 'three']);
    expect(wrapped('abcdefghijkl b', 80, widthOf)).toEqual(['abcdefg…', 'b']);
    expect(fitting('abcdef', 0)).toBe('…');
  });
});

describe('colours in a picture', () => {
  it.each([
    ['rgb(1, 2, 3)', '#010203', 1],
    ['rgba(255, 0, 16, 0.25)', '#ff0010', 0.25],
    ['rgb(255 0 16 / 50%)', '#ff0010', 0.5],
    ['color(srgb 1 0.5 0 / 0.4)', '#ff8000', 0.4],
    ['#abc', '#aabbcc', 1],
    ['#11223380', '#112233', 128 / 255],
  ])('%s is six digits, with its opacity beside it', (text, colour, alpha) => {
    expect(plainColour(text)).toEqual({ colour, alpha });
  });

  it.each(['none', 'currentColor', 'url("#id")', 'rgb(a, b, c)', ''])('%j is none', text => {
    expect(plainColour(text)).toBeUndefined();
  });

  it('cannot end the attribute that they stand in', () => {
    expect(paint('fill', 'rgba(0, 0, 0, 0.5)', 0.5)).toBe('fill="#000000" fill-opacity="0.25"');
    expect(parseXml(`<t ${paint('stroke', '"><script>')}/>`).attributes.stroke).toBe('"><script>');
  });

  it('of rectangles are kept, those of one colour in one path', () => {
    const recorder = new RectRecorder();
    recorder.fillStyle = '#ff0000';
    recorder.fillRect(0, 1, 2.345, 4);
    recorder.fillRect(5, 1, 2, 4);
    recorder.globalAlpha = 0.5;
    recorder.fillRect(9, 9, 1, 1);
    expect(recorder.svg()).toBe(
      '<path fill="#ff0000" d="M0 1h2.35v4h-2.35zM5 1h2v4h-2z"/>\n<path fill="#ff0000" fill-opacity="0.5" d="M9 9h1v1h-1z"/>',
    );
  });

  it('of a legend are told with their names', () => {
    const entries = [{ name: HOSTILE, colour: '#123456', glyph: '◇' as const }];
    expect(JSON.parse(legendText(entries))).toEqual(entries);
  });
});

describe('the graph as SVG', () => {
  const edge: EdgeMark = {
    points: [
      { x: 0, y: 0 },
      { x: 50, y: 20 },
      { x: 100, y: 0 },
    ],
    width: 2,
    colour: 'rgb(10, 20, 30)',
    opacity: 0.6,
    source: 0,
    target: 8,
  };
  const node: NodeMark = {
    x: 10,
    y: 20,
    radius: 5,
    role: 'private',
    fill: '#60aff5',
    border: '#151a21',
    borderWidth: 2,
    opacity: 1,
    halo: null,
  };

  it('has curves with heads that touch the ends, and lines without', () => {
    const [curve, head] = elementsOf(parseXml(`<g>${graphSvg([edge], [])}</g>`), 'path');
    expect(curve!.attributes).toMatchObject({ fill: 'none', stroke: '#0a141e', 'stroke-width': '2' });
    expect(curve!.attributes.d).toMatch(/^M0 0Q50 20 9\d(\.\d)? \d/);
    expect(head!.attributes.d).toMatch(/^M100 0L/);
    const straight = { ...edge, points: [edge.points[0]!, edge.points[2]!], target: 0 };
    const lines = elementsOf(parseXml(`<g>${graphSvg([straight], [])}</g>`), 'path');
    expect(lines.map(({ attributes }) => attributes.d)).toEqual(['M0 0L100 0']);
  });

  it('has a shape for each role, and a halo behind what is selected', () => {
    const shapes = (['private', 'public', 'multicast', 'broadcast', 'loopback', 'unspecified', 'group'] as const).map(
      role => parseXml(graphSvg([], [{ ...node, role }])).children[0]!,
    );
    expect(shapes.map(({ name }) => name)).toEqual(['circle', ...Array(6).fill('polygon')]);
    const corners = shapes.slice(1).map(({ attributes }) => attributes.points!.split(' ').length / 2);
    expect(corners).toEqual([4, 3, 10, 6, 4, 4]);
    const chosen = { ...node, halo: { colour: '#ffffff', opacity: 0.3, radius: 14 } };
    const circles = elementsOf(parseXml(graphSvg([], [chosen])), 'circle');
    expect(circles.map(({ attributes }) => attributes.r)).toEqual(['14', '5']);
  });

  it('has names as text, whatever they are', () => {
    const names = parseXml(namesSvg([{ text: `${HOSTILE}\0`, x: 1, y: 2, colour: '#ffffff', bold: true }], '#151a21'));
    expect(elementsOf(names, 'text').map(({ text }) => text)).toEqual([`${HOSTILE}\ufffd`]);
    expect(elementsOf(names, 'script')).toEqual([]);
  });
});
