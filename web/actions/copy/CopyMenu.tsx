import type { NodeRecord } from "../../live/protocol.ts";
import { useMayAct } from "../../shell/useWho.ts";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Popover } from "../../ui/overlays/Popover.tsx";
import { commandLine } from "../commandLine.ts";
import type { Verb } from "../verbs.ts";
import { asCurl } from "./asCurl.ts";
import { CopyTable } from "./CopyTable.tsx";
import { copyable } from "./copyable.ts";

const verbs: ReadonlyArray<Verb> = ["start", "stop", "restart"];

/** The commands to a child for a terminal, as `sentinel` commands and for curl. */
export const CopyMenu = ({ node }: { readonly node: NodeRecord }) => {
  const mayAct = useMayAct();
  const path = node.path || "/";
  return (
    <Popover
      side="right"
      buttonClass="button"
      label={`Copy commands to ${node.path || "the tree"}`}
      shown={<Icon name="more" little />}
    >
      <CopyTable
        rows={[
          {
            name: "Explain",
            command: commandLine("explain", path),
            curl: asCurl("GET /children/:path/explain", { params: { path } }),
          },
          {
            name: "Logs",
            command: commandLine("logs", ...(node.path === "" ? [] : [path]), "-f"),
            curl: asCurl("GET /logs", {
              query: { ...(node.path === "" ? {} : { path: [path] }), follow: "true" },
            }),
          },
          ...(mayAct ? verbs.map((verb) => copyable(verb, [path])) : []),
        ]}
      />
    </Popover>
  );
};
