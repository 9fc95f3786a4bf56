import { useQuery } from "@tanstack/react-query";
import { runsOfJobQuery } from "../../api/jobs.ts";
import { Output } from "../../lines/Output.tsx";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";

/** The output of the newest run of a job, in whichever slot it took place; nothing before the first run. */
export const JobOutput = ({ node }: { readonly node: NodeRecord }) => {
  const query = runsOfJobQuery(node.path, 1);
  const { data } = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  const newest = data?.[0];
  return newest === undefined ? null : (
    <Output key={newest.path} path={newest.path} which={{ name: "newest" }} />
  );
};
