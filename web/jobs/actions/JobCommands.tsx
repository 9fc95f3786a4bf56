import { useQuery } from "@tanstack/react-query";
import { jobQuery } from "../../api/jobs.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { JobActions } from "./JobActions.tsx";
import "../jobs.css";

/** The commands that only a job takes, as soon as its parameters are known. */
const JobCommands = ({ node }: { readonly node: NodeRecord }) => {
  const query = jobQuery(node.path);
  const { data } = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  return data === undefined ? null : <JobActions job={data} />;
};

export default JobCommands;
