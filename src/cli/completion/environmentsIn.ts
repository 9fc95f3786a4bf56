/**
 * The environments that a file declares in block style, without reading the language, which takes longer to load than
 * somebody who types wants to wait. Those of included files are not found.
 */
export const environmentsIn = (yaml: string): ReadonlyArray<string> => {
  const lines = yaml.split(/\r?\n/);
  const start = lines.findIndex((line) => /^environments:\s*(#.*)?$/.test(line));
  if (start < 0) return [];
  const block = lines.slice(start + 1);
  const end = block.findIndex((line) => /^[^\s#]/.test(line));
  const keys = (end < 0 ? block : block.slice(0, end)).flatMap((line) => {
    const found = /^( +)(["']?)([\w.-]+)\2:(\s|$)/.exec(line);
    return found ? [{ depth: found[1]?.length ?? 0, name: found[3] ?? "" }] : [];
  });
  const depth = Math.min(...keys.map((key) => key.depth));
  return keys.filter((key) => key.depth === depth).map(({ name }) => name);
};
