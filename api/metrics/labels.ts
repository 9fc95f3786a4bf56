/** What a label value can't hold as it is. */
const special = /[\\"\n]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

/** A label value between its quotes. */
const escaped = (value: string): string => value.replace(special, (character) => escapes[character] ?? "");

/** Labels as they are written between the braces, in the order given. */
export const labels = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");
