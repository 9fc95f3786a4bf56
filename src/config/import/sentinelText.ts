/**
 * Text of a source as `sentinel.yaml` has to say it. A lone `$` stays; where `${` or `$$` would be read as a
 * reference, every `$` is doubled, so that also a part of the text reads back right.
 */
export const literal = (text: string): string =>
  /\$\$|\$\{/.test(text) ? text.replaceAll("$", "$$$$") : text;

/** A variable of the environment that the tree is loaded in, with a default where there is one. */
export const variable = (name: string, otherwise?: string): string =>
  otherwise === undefined ? `\${${name}}` : `\${${name}:-${otherwise}}`;

/** Milliseconds as the language writes them: `90s`, `1h`, `500ms`. */
export const duration = (ms: number): string => {
  const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1_000],
  ] as const;
  const whole = Math.max(0, Math.round(ms));
  for (const [unit, size] of units) if (whole >= size && whole % size === 0) return `${whole / size}${unit}`;
  return whole === 0 ? "0s" : `${whole}ms`;
};
