import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useTree } from "../live/useLive.ts";

/** The name of the tree and the version of its daemon; undefined until they are known. */
export const useAbout = (): { readonly name: string; readonly version: string } | undefined => {
  // The status of one child suffices: the names are the same in all.
  const first = useTree((tree) => tree.order.map((i) => tree.node(i)?.path).find((path) => path !== ""));
  const { data } = useQuery({
    queryKey: ["about"],
    queryFn: ({ signal }) =>
      request("GET /status", { query: first === undefined ? {} : { path: [first] }, signal }),
    select: ({ name, daemon }) => ({ name, version: daemon.version }),
    enabled: first !== undefined,
    staleTime: 60_000,
  });
  return data;
};
