/** `K=V` as a name and a value. */
export const environmentPair = (line: string): readonly [string, string] => {
  const at = line.indexOf("=");
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
};
