const units = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

/** Ten years, in ms. */
export const longestDuration = 3_650 * units.d;

const unitOf = (unit: string): number => Object.entries(units).find(([name]) => name === unit)?.[1] ?? 0;

/** The milliseconds of `500ms`, `10s`, `1h30m`, `2d` or a plain 0; null for anything else. */
export const parseDuration = (text: string | number): number | null => {
  if (text === 0 || text === "0") return 0;
  if (typeof text === "number" || !/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g);
  const ms = [...parts].reduce((total, [, amount, unit = ""]) => total + Number(amount) * unitOf(unit), 0);
  return ms <= longestDuration ? Math.round(ms) : null;
};

/** Milliseconds as text for `parseDuration`, in the usual units: `1h30m`, `1500ms`. */
export const formatDuration = (ms: number): string => {
  if (ms % units.s !== 0) return `${ms}ms`;
  let rest = ms;
  const parts = (["d", "h", "m", "s"] as const).map((unit) => {
    const count = Math.floor(rest / units[unit]);
    rest -= count * units[unit];
    return count > 0 ? `${count}${unit}` : "";
  });
  return parts.join("") || "0s";
};
