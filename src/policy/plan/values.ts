/** Whether two values of specifications are equal, regardless of the order of their keys. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const plain = /^[\w%+,./:=@~-]+$/;

/** A value as text: a command as it is typed, anything else as a single line. */
export const showValue = (value: unknown): string => {
  if (value === undefined || value === null) return "none";
  if (typeof value === "string") return value === "" ? '""' : value;
  if (!isObject(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(showValue).join(", ")}]`;
  if (Array.isArray(value.argv)) return value.argv.map(word).join(" ");
  if (typeof value.shell === "string") return value.shell;
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${showValue(inner)}`);
  return `{ ${entries.join(", ")} }`;
};

const word = (text: unknown): string =>
  typeof text === "string" && plain.test(text) ? text : JSON.stringify(text);
