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

export const oneOf = <const Value>(value: unknown, values: ReadonlyArray<Value>): Value | undefined =>
  values.find((one) => one === value);

/** Without what is undefined, which has no place in an address. */
export const defined = <Search extends object>(
  search: Search,
): { [Key in keyof Search]?: NonNullable<Search[Key]> } =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Search]?: NonNullable<Search[Key]>;
  };
