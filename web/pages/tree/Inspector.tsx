import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { Actions } from "../../actions/Actions.tsx";
import { Dependencies } from "../../dependencies/Dependencies.tsx";
import { EditLinks } from "../../form/EditLinks.tsx";
import { useNode } from "../../live/useLive.ts";
import { nameOf, toParam } from "../../paths.ts";
import { NodeMark } from "../../ui/icons/StateMark.tsx";
import { Facts, UsageFacts } from "../child/Facts.tsx";
import { Runs } from "../child/Runs.tsx";
import { Why } from "../child/why/Why.tsx";
import "../../styles/childPage.css";
import { IfItFails } from "./IfItFails.tsx";
import { useInspectorKeys } from "./useInspectorKeys.ts";

/** The selected node, beside the tree. */
export const Inspector = ({ i, onClose }: { readonly i: number; readonly onClose: () => void }) => {
  const node = useNode(i);
  const panel = useRef<HTMLElement>(null);
  useInspectorKeys(panel, onClose);
  if (node === undefined) return null;
  return (
    <aside ref={panel} className="inspector" aria-label={`Selected: ${node.path || "root"}`}>
      <div className="row">
        <h2 className="cut inspector-title">{nameOf(node.path) || "root"}</h2>
        <span className="grow" />
        <NodeMark node={node} />
        <button type="button" className="button ghost tiny" onClick={onClose} aria-label="Close">
          ×
        </button>
      </div>
      <p className="small faint cut">{node.path || "the root of the tree"}</p>
      <Actions node={node} />
      <div className="row">
        <EditLinks node={node} />
        <Link className="button" to="/children/$path" params={{ path: toParam(node.path) }}>
          Open its page
        </Link>
      </div>
      <Why node={node} />
      <IfItFails node={node} />
      <Dependencies node={node} />
      <Facts node={node}>{node.kind === "service" ? <UsageFacts i={node.i} /> : null}</Facts>
      {node.kind === "service" ? <Runs node={node} /> : null}
    </aside>
  );
};
