/** JSON text that does not depend on the order of keys in objects. Undefined values are left out. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOneOrder);

const inOneOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
