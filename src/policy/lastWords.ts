/** Lines that say nothing by themselves: blank, part of a stack trace or a dump, or the runtime's signature. */
const saysNothing = /^(\s|[\])}]*$|Node\.js v\d)/;

/** How long they may be, in characters. */
const longest = 300;

/** What a program that failed has said about it: the last line of its standard error that says something. */
export const lastWords = (lines: ReadonlyArray<string>): string | null =>
  lines
    .findLast((line) => !saysNothing.test(line))
    ?.trim()
    .slice(0, longest) ?? null;
