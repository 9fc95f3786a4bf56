/** How long an unterminated line must stay unchanged to count as pending output, in ms; a prompt, for example. */
export const pendingAfter = 1_000;

/** What a terminal shows of a line: after a carriage return, text overwrites what was there. */
export const currentText = (line: string): string =>
  line.split("\r").findLast((part) => part.trim() !== "") ?? "";
