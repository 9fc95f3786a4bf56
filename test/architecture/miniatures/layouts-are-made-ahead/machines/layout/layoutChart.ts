export const layoutChart = 1;
