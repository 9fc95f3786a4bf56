/** The path of a node in the address of its page: the root has none. */
export const toParam = (path: string): string => (path === "" ? "/" : path);
export const fromParam = (param: string): string => (param === "/" ? "" : param);

/** Where the last part of a path begins: `web/api#2` has `api#2`. */
const lastPart = (path: string): number => path.lastIndexOf("/") + 1;

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(lastPart(path));

/** The paths of those above a node, from the outermost; without the root. */
export const ancestorsOf = (path: string): ReadonlyArray<string> => {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
};

/** The job of a slot: `backup#1` runs for `backup`. Other paths stay as they are. */
export const jobOf = (path: string): string => path.replace(/#\d+$/, "");
