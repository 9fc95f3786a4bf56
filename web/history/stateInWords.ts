/** The nested state of a node in words: `stopping / killing`. The health of what nobody probes is not worth a word. */
export const stateInWords = (value: string): string =>
  value === "running.unknown" ? "running" : value.replaceAll(".", " / ");
