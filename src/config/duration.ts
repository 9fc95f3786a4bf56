const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The milliseconds of `500ms`, `10s`, `1h30m`, `2d` or a plain 0; null for anything else. */
export const parseDuration = (text: string | number): number | null => {
  if (text === 0 || text === "0") return 0;
  if (typeof text === "number" || !/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g);
  return [...parts].reduce((total, [, amount, unit]) => total + Number(amount) * (units[unit ?? ""] ?? 0), 0);
};
