import { useQuery } from "@tanstack/react-query";
import type { Intent } from "../actions/intent.ts";
import { isLegal } from "../actions/verbs.ts";
import { request } from "../api/request.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { toParam } from "../paths.ts";
import { obstacleOf } from "./obstacle.ts";

/**
 * Why a child does not accept a command now; null: it does. The daemon's reason is requested once for each state, and
 * only if there is an obstacle.
 */
export const useObstacle = (node: NodeRecord, verb: Intent["verb"]): string | null => {
  const { path, value, since, next_attempt_at, allowed } = node;
  const { data } = useQuery({
    queryKey: ["refused", path, value, since, next_attempt_at, allowed.join()],
    queryFn: ({ signal }) =>
      request("GET /children/:path/explain", { params: { path: toParam(path) }, signal }),
    select: ({ facts }) => facts.refused,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: !isLegal(node, verb),
  });
  return obstacleOf(node, verb, data);
};
