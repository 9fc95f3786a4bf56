import type { NodeRecord } from "../live/protocol.ts";
import { useMayAct } from "../shell/useWho.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Popover } from "../ui/Popover.tsx";
import { asCurl } from "./asCurl.ts";
import { commandLine } from "./commandLine.ts";
import { asCommand } from "./intent.ts";
import { type Verb, verbTexts } from "./verbs.ts";

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
      <p className="popover-title">Copy for a terminal</p>
      <table className="copy-table">
        <thead className="hidden-text">
          <tr>
            <th>Command</th>
            <th>sentinel</th>
            <th>curl</th>
          </tr>
        </thead>
        <tbody>
          <Row
            name="Explain"
            command={commandLine("explain", path)}
            curl={asCurl("GET /children/:path/explain", { params: { path } })}
          />
          <Row
            name="Logs"
            command={commandLine("logs", ...(node.path === "" ? [] : [path]), "-f")}
            curl={asCurl("GET /logs", {
              query: { ...(node.path === "" ? {} : { path: [path] }), follow: "true" },
            })}
          />
          {mayAct
            ? verbs.map((verb) => (
                <Row
                  key={verb}
                  name={verbTexts[verb].name}
                  command={asCommand({ verb }, [node.path])}
                  curl={asCurl("POST /actions", { body: { verb, paths: [path] } })}
                />
              ))
            : null}
        </tbody>
      </table>
      <p className="small dim popover-note">
        curl takes an API key from <code className="mono">$SENTINEL_KEY</code>.
      </p>
    </Popover>
  );
};

interface RowProps {
  readonly name: string;
  readonly command: string;
  readonly curl: string;
}

const Row = ({ name, command, curl }: RowProps) => (
  <tr>
    <td>{name}</td>
    <td>
      <CopyButton name="Command" text={command} />
    </td>
    <td>
      <CopyButton name="curl" text={curl} />
    </td>
  </tr>
);
