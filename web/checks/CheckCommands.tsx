import { useQueryClient } from "@tanstack/react-query";
import { PauseControl } from "../actions/PauseControl.tsx";
import { checksQuery } from "../api/checks.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { shownStateOf } from "../live/shownState.ts";
import { useContact } from "../live/useLive.ts";

/** The commands that only a check takes: pause it, and resume it. A stopped one expects nothing. */
const CheckCommands = ({ node }: { readonly node: NodeRecord }) => {
  const client = useQueryClient();
  const isLive = useContact().name === "live";
  if (node.state !== "running") return null;
  return (
    <PauseControl
      path={node.path}
      isPaused={shownStateOf(node) === "paused"}
      what="the check"
      meaning="Nothing is missed meanwhile; reports are still counted."
      obstacle={isLive ? null : "no contact with the daemon"}
      onDone={() => client.invalidateQueries({ queryKey: checksQuery.queryKey })}
    />
  );
};

export default CheckCommands;
