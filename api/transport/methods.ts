import type { Endpoint } from "../handle.ts";

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/:\w+/g, "[^/]+")}$`);

/** The methods of the routes at a path; none where there is no route. */
export const methodsAt = (
  endpoints: ReadonlyArray<Pick<Endpoint, "method" | "path">>,
): ((path: string) => ReadonlyArray<string>) => {
  const byPath = new Map<string, Array<string>>();
  for (const { method, path } of endpoints) {
    const methods = byPath.get(path) ?? [];
    byPath.set(path, methods);
    methods.push(...(method === "GET" ? ["GET", "HEAD"] : [method]));
  }
  const known = [...byPath].map(([path, methods]) => ({ pattern: patternOf(path), methods }));
  return (path) => [
    ...new Set(known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
  ];
};
