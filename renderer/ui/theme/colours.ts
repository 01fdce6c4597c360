// The colours of tokens.css for canvases, which cannot read CSS variables. Series colours are chosen to stay apart
// under protanopia, deuteranopia and tritanopia (after Okabe & Ito) and reach 4:1 or more on the panel.
import type { HostRole } from '../../../shared/model/host.ts';

export interface Colours {
  readonly background: string;
  readonly panel: string;
  readonly raised: string;
  readonly text: string;
  readonly muted: string;
  readonly border: string;
  readonly grid: string;
  readonly accent: string;
  /** Ten, for the lines and points of series, most different first. */
  readonly series: readonly string[];
  readonly burst: { readonly fill: string; readonly line: string; readonly selectedFill: string };
  readonly role: Readonly<Record<HostRole, string>>;
  readonly edge: string;
  readonly sent: string;
  readonly received: string;
  readonly font: string;
  readonly mono: string;
}

const fonts = {
  font: 'Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", "Liberation Sans", sans-serif',
  mono: '"JetBrains Mono", "Cascadia Mono", "SF Mono", Consolas, "DejaVu Sans Mono", monospace',
};

const dark: Colours = {
  background: '#0f1318',
  panel: '#151a21',
  raised: '#1c232c',
  text: '#e6ebf2',
  muted: '#9dabbc',
  border: '#2a333f',
  grid: '#242c37',
  accent: '#6cb2ff',
  series: [
    '#5fb0f5',
    '#f0a23c',
    '#3fc29a',
    '#e78ac3',
    '#e6d760',
    '#b59cf5',
    '#f2765e',
    '#7fd6e8',
    '#b9c47a',
    '#c9a58b',
  ],
  burst: { fill: 'rgba(181, 156, 245, 0.18)', line: '#b59cf5', selectedFill: 'rgba(181, 156, 245, 0.42)' },
  role: {
    private: '#5fb0f5',
    public: '#f0a23c',
    multicast: '#d48fe0',
    broadcast: '#e6d760',
    loopback: '#4fc3a1',
    unspecified: '#9dabbc',
  },
  edge: '#65758a',
  sent: '#3fc29a',
  received: '#e78ac3',
  ...fonts,
};

const light: Colours = {
  background: '#eceff3',
  panel: '#ffffff',
  raised: '#f4f6f9',
  text: '#17202b',
  muted: '#4f5d6d',
  border: '#d5dce5',
  grid: '#e3e8ee',
  accent: '#0b5cb8',
  series: [
    '#0b6fc7',
    '#b86200',
    '#0a8060',
    '#b83280',
    '#857200',
    '#6a4fd0',
    '#c23b22',
    '#0a7f96',
    '#5c7514',
    '#8a5a3c',
  ],
  burst: { fill: 'rgba(106, 79, 208, 0.15)', line: '#6a4fd0', selectedFill: 'rgba(106, 79, 208, 0.36)' },
  role: {
    private: '#1470d6',
    public: '#c26a00',
    multicast: '#9a2fa8',
    broadcast: '#7a6a00',
    loopback: '#0b7a5c',
    unspecified: '#4f5d6d',
  },
  edge: '#8795a6',
  sent: '#0a7a5b',
  received: '#b02a78',
  ...fonts,
};

/** The colours of a theme. */
export const colours = (theme: 'dark' | 'light'): Colours => (theme === 'dark' ? dark : light);
