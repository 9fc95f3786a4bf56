/** A pattern as the source of a regular expression: `*` within a part of a path, `**` across parts, `?` one character. */
export const globSource = (glob: string): string =>
  glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*{2,}/g, "\u0000")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]")
    .replaceAll("\u0000", ".*");
