/** The text format of Prometheus, and OpenMetrics, which came from it. */
export type Format = "prometheus" | "openmetrics";

/** The header `content-type` of each. */
export const contentTypes = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
} as const satisfies Record<Format, string>;

/** How much a client wants a media type, by its header `accept` (RFC 9110, 12.5.1); 0: it does not name it. */
const weightOf = (type: string, accept: string): number => {
  const named = accept.split(",").find((one) => one.split(";")[0]?.trim().toLowerCase() === type);
  if (named === undefined) return 0;
  const weight = /;\s*q=([\d.]+)/i.exec(named)?.[1];
  return weight === undefined ? 1 : Number(weight);
};

/** OpenMetrics where a client names it and does not prefer plain text; else the older format, which all of them read. */
export const formatFor = (accept: string | null): Format => {
  const wanted = weightOf("application/openmetrics-text", accept ?? "");
  return wanted > 0 && wanted >= weightOf("text/plain", accept ?? "") ? "openmetrics" : "prometheus";
};
