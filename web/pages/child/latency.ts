/** The value below which a share of some values lies (nearest rank); null without any. */
export const quantileOf = (values: ReadonlyArray<number>, share: number): number | null =>
  values.toSorted((one, other) => one - other)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? null;

/** `34 ms`, `1.2 s`. */
const latencyWords = (ms: number): string =>
  ms < 1_000 ? `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

/** The summary of some lengths: `last 34 ms, p50 31 ms, p95 52 ms of 60`. */
export const latencySummary = (recent: ReadonlyArray<number>): string | null => {
  const [last, half, most] = [recent.at(-1), quantileOf(recent, 0.5), quantileOf(recent, 0.95)];
  if (last === undefined || half === null || most === null) return null;
  return `last ${latencyWords(last)}, p50 ${latencyWords(half)}, p95 ${latencyWords(most)} of ${recent.length}`;
};

const [width, height] = [120, 16];

/** A line through some lengths, oldest first, from 0 to the longest, as a path of SVG. */
export const latencyPath = (recent: ReadonlyArray<number>): string => {
  const most = Math.max(...recent);
  const step = width / Math.max(1, recent.length - 1);
  const points = recent.map((ms, at) => {
    const y = most === 0 ? height : height - (ms / most) * (height - 2);
    return `${(at * step).toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join("L")}`;
};

export const latencyBox = `0 0 ${width} ${height}`;
