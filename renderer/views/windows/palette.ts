// Colours of the heat strip: ranks from the panel's own tone to blue, what is far out in orange.
import type { Theme } from '../../state/theme.ts';
import { colours } from '../../ui/theme/colours.ts';

const RANKS = 255;

export interface Palette {
  /** By rank, 0 to 254. */
  readonly ranks: readonly string[];
  readonly outlier: string;
}

const channels = (hex: string): readonly number[] => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16));

/** Low ranks keep near the panel, so that the upper tenth is what one sees. */
const shareOf = (rank: number): number => 0.06 + 0.94 * (rank / (RANKS - 1)) ** 2;

function paletteOf(theme: Theme): Palette {
  const { panel, series } = colours(theme);
  const low = channels(panel);
  const high = channels(series[0]!);
  const ranks = Array.from({ length: RANKS }, (_, rank) => {
    const share = shareOf(rank);
    return `rgb(${low.map((value, i) => Math.round(value + (high[i]! - value) * share)).join(' ')})`;
  });
  return { ranks, outlier: series[1]! };
}

const palettes: Readonly<Record<Theme, Palette>> = { dark: paletteOf('dark'), light: paletteOf('light') };

export const palette = (theme: Theme): Palette => palettes[theme];
