/**
 * What an address says behind `?`, by its type; undefined is what it does not say, or not so that it makes sense. The router
 * reads values as JSON, so it makes numbers of what looks like one.
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
 * What an address says, checked. What is undefined stays in it: the router takes the unchecked value of whatever is left
 * out here, and writes an address without what is undefined.
 */
export const checked = <Search extends object>(
  search: Search,
): { [Key in keyof Search]?: NonNullable<Search[Key]> } =>
  search as { [Key in keyof Search]?: NonNullable<Search[Key]> };
