/**
 * Escape text of a source for `sentinel.yaml`. A lone `$` stays; where `${` or `$$` would be read as a reference,
 * every `$` is doubled, so that any part of the text is read back unchanged.
 */
export const literal = (text: string): string =>
  /\$\$|\$\{/.test(text) ? text.replaceAll("$", "$$$$") : text;

/** A reference to a variable of the environment in which the tree is loaded, with an optional default. */
export const variable = (name: string, otherwise?: string): string =>
  otherwise === undefined ? `\${${name}}` : `\${${name}:-${otherwise}}`;

/** The variables of a text that must be set when the tree is loaded: those without a default. */
export const requiredIn = (text: string): ReadonlyArray<string> => {
  if (!text.includes("${")) return [];
  const found = [...text.matchAll(/\$\$|\$\{(\w+)(?:\}|:\?)/g)];
  return [...new Set(found.flatMap(([, name]) => (name === undefined ? [] : [name])))];
};

/** A text with its variables replaced by their defaults, as if none were set. */
export const withDefaults = (text: string): string =>
  text.replace(/\$\$|\$\{\w+(?::-([^{}]*))?\}/g, (whole, otherwise: string | undefined) =>
    whole === "$$" ? "$" : (otherwise ?? ""),
  );

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
