const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** The two largest units of a duration: `24 h`, `1 h 12 min`. */
const durationText = (ms: number): string => {
  const first = units.findIndex(([, length]) => ms >= length);
  if (first < 0) return `${ms} ms`;
  let rest = ms;
  const parts = units.slice(first, first + 2).flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.join(" ");
};

/** Why a run was ended that had lasted as long as it may. */
export const maxRuntimeText = (limitMs: number): string =>
  `ran for ${durationText(limitMs)}, its max_runtime`;
