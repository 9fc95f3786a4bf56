/** The variables of a `.env` file, with their lines: `NAME=value`, quotes taken off, `export` allowed. */
export const readDotenv = (
  text: string,
): ReadonlyArray<{ readonly name: string; readonly value: string; readonly line: number }> =>
  text.split(/\r?\n/).flatMap((line, index) => {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/.exec(line);
    if (!match) return [];
    const value = (match[2] ?? "").trim().replace(/^(["'])(.*)\1$/, "$2");
    return [{ name: match[1] ?? "", value, line: index + 1 }];
  });
