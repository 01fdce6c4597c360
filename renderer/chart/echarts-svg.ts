// A chart as it is seen, drawn once more as SVG.

import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { xmlText } from '../../shared/unit/xml.ts';
import { familyOf } from '../ui/picture/fonts.ts';
import { type EChartsType, init } from './echarts.ts';

use([SVGRenderer]);

/** Names of fonts in quotes would end the attribute that they stand in. */
const withFont = (svg: string, family: string): string =>
  svg.replace(/font-family:[^;]*;/g, () => `font-family:${xmlText(familyOf(family))};`);

export function svgOf(chart: EChartsType): string {
  const size = { width: chart.getWidth(), height: chart.getHeight() };
  const twin = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    twin.setOption({ ...chart.getOption(), animation: false });
    return withFont(twin.renderToSVGString(), getComputedStyle(chart.getDom()).fontFamily);
  } finally {
    twin.dispose();
  }
}
