import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "../../api/ApiError.ts";
import { request } from "../../api/request.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { toParam } from "../../paths.ts";
import { useShowTouched } from "../../selection/useTouched.ts";
import { Panel } from "../../ui/Panel.tsx";

/**
 * The nodes that a failure of this node would affect, by its supervisor's strategy and limits; nothing while it is
 * down.
 */
export const IfItFails = ({ node }: { readonly node: NodeRecord }) => {
  const [isShown, setShown] = useState(false);
  const isRunning = node.state === "running";
  const { data, error } = useQuery({
    queryKey: ["blast radius", node.path, node.since],
    queryFn: ({ signal }) =>
      request("GET /children/:path/blast-radius", { params: { path: toParam(node.path) }, signal }),
    enabled: isRunning,
    refetchInterval: 5_000,
  });
  useShowTouched(isShown && isRunning ? (data?.touched ?? null) : null);
  if (!isRunning) return null;
  const count = data?.touched.length ?? 0;
  return (
    <Panel
      title="If it fails now"
      action={
        count < 2 ? null : (
          <button
            type="button"
            className="button ghost tiny"
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? "Outlined" : "Outline them"}
          </button>
        )
      }
    >
      <p className="panel-body">
        {error === null ? (data?.sentence ?? "reading…") : `It is not known: ${messageOf(error)}`}
      </p>
    </Panel>
  );
};
