import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, use, useEffect, useMemo, useRef, useState } from "react";
import { useMeasured, useTree, useTreeVersion } from "../../live/useLive.ts";
import type { Token } from "../../selection/filter.ts";
import { SelectionContext } from "../../selection/useSelection.ts";
import { Message } from "../../ui/messages/Message.tsx";
import { useIsNarrow } from "../../ui/useIsNarrow.ts";
import { OutlineRowView, type Pressed } from "./OutlineRowView.tsx";
import { type OutlineRow, outlineOf } from "./outline.ts";
import { useOutlineKeys } from "./useOutlineKeys.ts";

/** In px (styles/tree.css). */
const rowHeight = 28;
const narrowRowHeight = 44;
const besideView = 10;

const headings = ["Child", "State", "Restarts", "For", "Pid", "CPU", "Memory"];

interface OutlineProps {
  readonly filter: ReadonlyArray<Token>;
  readonly selected: number | undefined;
  readonly onSelect: (path: string) => void;
  /** Open the page of the selected node. */
  readonly onOpen: () => void;
}

/**
 * The tree as indented rows. Arrow keys go up and down, and fold and unfold; Space selects a row for a command, and so
 * does a click with Ctrl or Shift; Shift with an arrow key selects a range.
 */
export const Outline = ({ filter, selected, onSelect, onOpen }: OutlineProps) => {
  const tree = useTree((one) => one);
  const order = useTree((one) => one.order);
  const version = useTreeVersion();
  const [folds, setFolds] = useState<ReadonlyMap<number, "open" | "closed">>(new Map());
  const selection = use(SelectionContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: states decide what is folded and what a filter finds
  const rows = useMemo(
    () => (order.length === 0 ? [] : outlineOf(tree, { folds, filter })),
    [tree, order, folds, filter, version],
  );
  const isNarrow = useIsNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? narrowRowHeight : rowHeight),
    overscan: besideView,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height is another one
  useEffect(() => virtual.measure(), [isNarrow]);
  const shown = virtual.getVirtualItems();
  useMeasured(
    shown.flatMap(({ index }) => rows[index]?.i ?? []).filter((i) => tree.node(i)?.kind === "service"),
  );

  const fold = (i: number, how: "open" | "closed"): void => setFolds((before) => new Map(before).set(i, how));
  const pathOf = ({ i }: OutlineRow): string => tree.node(i)?.path ?? "";
  const select = (row: OutlineRow | undefined, index: number): void => {
    if (row === undefined) return;
    onSelect(pathOf(row));
    virtual.scrollToIndex(index);
  };
  const step = (by: 1 | -1): void => {
    const at = rows.findIndex(({ i }) => i === selected) + by;
    const target = Math.min(Math.max(at, 0), rows.length - 1);
    select(rows[target], target);
  };
  useOutlineKeys(step, onOpen);
  const press = (row: OutlineRow, index: number, { shiftKey, ctrlKey, metaKey }: Pressed): void => {
    if (shiftKey) selection?.extend(pathOf(row), rows.map(pathOf));
    else if (ctrlKey || metaKey) selection?.toggle(pathOf(row));
    else select(row, index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ i }) => i === selected);
    const row = rows[at];
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, rows.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      const next = rows[target];
      if (event.shiftKey && row !== undefined && next !== undefined) {
        if (selection?.paths.has(pathOf(row)) === false) selection.toggle(pathOf(row));
        selection?.extend(pathOf(next), rows.map(pathOf));
      }
      select(next, target);
    } else if (event.key === " " && row !== undefined) selection?.toggle(pathOf(row));
    else if (event.key === "ArrowRight" && row?.fold === "closed") fold(row.i, "open");
    else if (event.key === "ArrowLeft" && row?.fold === "open") fold(row.i, "closed");
    else if (event.key === "ArrowLeft" && row !== undefined) {
      const above = rows.findLastIndex(({ depth }, index) => index < at && depth < row.depth);
      select(rows[above], above);
    } else return;
    event.preventDefault();
  };
  if (rows.length === 0) return <Nothing filter={filter} />;
  return (
    <div className="outline" ref={scroller}>
      <div className="outline-row outline-head" aria-hidden="true">
        {headings.map((heading, at) => (
          <span key={heading} className={at < 2 ? "" : "figure"}>
            {heading}
          </span>
        ))}
      </div>
      <div
        role="tree"
        aria-label="Supervision tree"
        aria-multiselectable="true"
        tabIndex={0}
        aria-activedescendant={selected === undefined ? undefined : `row-${selected}`}
        onKeyDown={onKeyDown}
        className="outline-all"
        style={{ height: virtual.getTotalSize() }}
      >
        {shown.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <OutlineRowView
              key={row.i}
              row={row}
              top={start}
              isSelected={row.i === selected}
              onSelect={(event) => press(row, index, event)}
              onPick={() => selection?.toggle(pathOf(row))}
              onFold={(how) => fold(row.i, how)}
            />
          );
        })}
      </div>
    </div>
  );
};

const Nothing = ({ filter }: { readonly filter: ReadonlyArray<Token> }) => {
  const problem = filter.find((token) => token.problem !== null)?.problem;
  const words = filter.map(({ word }) => word).join(" ");
  return <Message title={`Nothing meets “${words}”.`}>{problem == null ? null : <p>{problem}</p>}</Message>;
};
