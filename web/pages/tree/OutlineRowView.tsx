import { useNavigate } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { isHeld } from "../../dependencies/related.ts";
import { isException, shownStateOf, stateWordsOf } from "../../live/shownState.ts";
import { isLeaf, runningWords } from "../../live/Tree.ts";
import { useNode, useTally, useUsage } from "../../live/useLive.ts";
import { nameOf, toParam } from "../../paths.ts";
import { useIsPicked } from "../../selection/useSelection.ts";
import { touchedClass, useTouched } from "../../selection/useTouched.ts";
import { Age, Countdown } from "../../time/Age.tsx";
import { bytes, share } from "../../time/format.ts";
import { Glyph } from "../../ui/icons/Glyph.tsx";
import { Icon } from "../../ui/icons/Icon.tsx";
import type { OutlineRow } from "./outline.ts";

interface OutlineRowProps {
  readonly row: OutlineRow;
  /** In px. */
  readonly top: number;
  /** Whether the inspector shows it. */
  readonly isSelected: boolean;
  readonly onSelect: (event: Pressed) => void;
  /** Add it to the selection or remove it. */
  readonly onPick: () => void;
  readonly onFold: (how: "open" | "closed") => void;
}

/** The modifier keys of a click. */
export type Pressed = Pick<MouseEvent, "shiftKey" | "ctrlKey" | "metaKey">;

/** A node in the outline. A double click opens its page. */
export const OutlineRowView = ({ row, top, isSelected, onSelect, onPick, onFold }: OutlineRowProps) => {
  const node = useNode(row.i);
  const tally = useTally(row.i);
  const navigate = useNavigate();
  const effect = useTouched(node?.path ?? "");
  const isPicked = useIsPicked(node?.path ?? "");
  if (node === undefined || tally === undefined) return null;
  const state = shownStateOf(node);
  const words = isLeaf(node) || state !== "running" ? stateWordsOf(node) : runningWords(tally);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      id={`row-${row.i}`}
      role="treeitem"
      // The tree is the tab stop.
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-selected={isSelected}
      aria-checked={isPicked}
      {...(row.fold === null ? {} : { "aria-expanded": row.fold === "open" })}
      className={`outline-row${isPicked ? " picked" : ""}${touchedClass(effect)}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
      onDoubleClick={() => void navigate({ to: "/children/$path", params: { path: toParam(node.path) } })}
    >
      <span className="outline-name cut" style={{ paddingLeft: row.depth * 18 }}>
        <span
          className="outline-pick"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onPick();
          }}
        >
          {isPicked ? "✓" : ""}
        </span>
        {row.fold === null ? (
          <Glyph state={state} little />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: a convenience of the mouse; the tree has the keys
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <span
            className="outline-fold"
            onClick={(event) => {
              event.stopPropagation();
              onFold(row.fold === "open" ? "closed" : "open");
            }}
          >
            <Icon name={row.fold === "open" ? "down" : "right"} little />
          </span>
        )}
        <span className={row.fold === null ? "cut" : "strong cut"}>{nameOf(node.path) || "root"}</span>
        <span className="faint small">{node.strategy}</span>
        {effect === undefined ? null : <span className="effect">{effect}</span>}
      </span>
      <span className={isException(state) ? "cut" : "dim cut"}>
        {row.fold !== null && isException(state) ? <Glyph state={state} little /> : null}
        {words}
        {isHeld(node) ? <span className="dim">, {node.reason}</span> : null}
        {node.next_attempt_at === null ? null : (
          <span className="dim">
            , next in <Countdown to={node.next_attempt_at} />
          </span>
        )}
      </span>
      <span className="figure dim">{node.restarts ?? ""}</span>
      <span className="figure dim">
        <Age since={node.since} />
      </span>
      <span className="figure mono faint">{node.pid ?? (node.kind === "service" ? "–" : "")}</span>
      {node.kind === "service" ? <UsageCells i={node.i} /> : null}
      {isException(state) ? (
        <span className="outline-reason small dim cut" style={{ paddingLeft: row.depth * 18 + 22 }}>
          {node.reason}
        </span>
      ) : null}
    </div>
  );
};

const UsageCells = ({ i }: { readonly i: number }) => {
  const usage = useUsage(i);
  return (
    <>
      <span className="figure">{usage?.cpu == null ? "–" : share(usage.cpu)}</span>
      <span className="figure">{usage?.memory == null ? "–" : bytes(usage.memory)}</span>
    </>
  );
};
