import { layoutChart } from "../machines/layout/layoutChart.ts";

export const chart = layoutChart;
