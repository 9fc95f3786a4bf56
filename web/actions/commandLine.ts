const isPlain = (text: string): boolean => /^[\w/.:@+-][\w/.,@%+=:#-]*$/.test(text);

/** An argument as a POSIX shell reads it. */
export const quoted = (text: string): string => (isPlain(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** A command of the command line, quoted where a shell would read something else. The path of the root is `/`. */
export const commandLine = (...args: ReadonlyArray<string>): string =>
  ["sentinel", ...args.map(quoted)].join(" ");
