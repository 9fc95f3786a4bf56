/**
 * The search parameters of an address, by their types; undefined if one is missing or invalid. The router parses values
 * as JSON, so a text of digits arrives as a number.
 */
export const text = (value: unknown): string | undefined => {
  const given = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof given === "string" && given !== "" ? given : undefined;
};

export const whole = (value: unknown): number | undefined => {
  const number = Number(text(value));
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

/** The last ms that the daemon reads as a time. */
const endOfTime = Date.parse("9999-12-31T23:59:59.999Z");

/** A moment in ms since 1970. */
export const moment = (value: unknown): number | undefined => {
  const ms = whole(value);
  return ms !== undefined && ms <= endOfTime ? ms : undefined;
};

export const oneOf = <const Value>(value: unknown, values: ReadonlyArray<Value>): Value | undefined =>
  values.find((one) => one === value);

/**
 * Checked search parameters. Undefined ones are kept: the router would take the unchecked value of a key that is left out,
 * and writes no parameter for an undefined one.
 */
export const checked = <Search extends object>(
  search: Search,
): { [Key in keyof Search]?: NonNullable<Search[Key]> } =>
  search as { [Key in keyof Search]?: NonNullable<Search[Key]> };
