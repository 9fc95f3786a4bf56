/** JSON text that is the same in whatever order the keys of objects stand. What is undefined is left out. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOneOrder);

const inOneOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
