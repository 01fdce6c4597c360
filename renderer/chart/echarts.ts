// The only import of ECharts: what the charts use of it, drawn on canvas.
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([CustomChart, LineChart, ScatterChart, GridComponent, CanvasRenderer]);

export type { EChartsType } from 'echarts/core';
export { init };
