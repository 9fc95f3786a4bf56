/** Why an entry can't have this name beside the others; null if it can. */
export const entryNameFlaw = (name: string, others: ReadonlyArray<string>): string | null =>
  /[=\s\0]/.test(name)
    ? "a name has no spaces and no ="
    : others.includes(name)
      ? `there is a ${name} already`
      : null;
