const isPlain = (text: string): boolean => /^[\w/.:@+-][\w/.,@%+=:#-]*$/.test(text);

/** An argument, quoted for a POSIX shell. */
export const quoted = (text: string): string => (isPlain(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** A command line, quoted where necessary. The path of the root is `/`. */
export const commandLine = (...args: ReadonlyArray<string>): string =>
  ["sentinel", ...args.map(quoted)].join(" ");
