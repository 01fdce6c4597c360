// A chart as it is seen, drawn once more as SVG.
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type EChartsType, init } from './echarts.ts';

use([SVGRenderer]);

/** Names of fonts in quotes would end the attribute that they stand in. */
const withPlainFonts = (svg: string): string => svg.replace(/font-family:[^;]*;/g, 'font-family:sans-serif;');

export function svgOf(chart: EChartsType): string {
  const size = { width: chart.getWidth(), height: chart.getHeight() };
  const twin = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    twin.setOption({ ...chart.getOption(), animation: false });
    return withPlainFonts(twin.renderToSVGString());
  } finally {
    twin.dispose();
  }
}
