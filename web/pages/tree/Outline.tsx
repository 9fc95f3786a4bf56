import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { hasStateWord } from "../../live/filter.ts";
import { useMeasured, useTree } from "../../live/useLive.ts";
import { Message } from "../../ui/Message.tsx";
import { useIsNarrow } from "../../ui/useIsNarrow.ts";
import { OutlineRowView } from "./OutlineRowView.tsx";
import { type OutlineRow, outlineOf } from "./outline.ts";
import { useOutlineKeys } from "./useOutlineKeys.ts";

/** In px (styles/tree.css). */
const rowHeight = 28;
const narrowRowHeight = 44;
const besideView = 10;

const headings = ["Child", "State", "Restarts", "For", "Pid", "CPU", "Memory"];

interface OutlineProps {
  readonly filter: string;
  readonly selected: number | undefined;
  readonly onSelect: (path: string) => void;
  /** The page of the selected one is to be shown. */
  readonly onOpen: () => void;
}

/** The tree as indented rows, one of which is selected. Arrow keys go up and down, and fold and unfold. */
export const Outline = ({ filter, selected, onSelect, onOpen }: OutlineProps) => {
  const tree = useTree((one) => one);
  const order = useTree((one) => one.order);
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const version = useTree((one) => (hasStateWord(filter) ? one.version : 0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another version other nodes are in a state
  const rows = useMemo(
    () => (order.length === 0 ? [] : outlineOf(tree, { closed, filter })),
    [tree, order, closed, filter, version],
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

  const fold = (i: number, how: "open" | "closed"): void =>
    setClosed((before) =>
      how === "closed" ? new Set([...before, i]) : new Set([...before].filter((one) => one !== i)),
    );
  const select = (row: OutlineRow | undefined, index: number): void => {
    if (row === undefined) return;
    onSelect(tree.node(row.i)?.path ?? "");
    virtual.scrollToIndex(index);
  };
  const step = (by: 1 | -1): void => {
    const at = rows.findIndex(({ i }) => i === selected) + by;
    const target = Math.min(Math.max(at, 0), rows.length - 1);
    select(rows[target], target);
  };
  useOutlineKeys(step, onOpen);
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
    if (target !== undefined) select(rows[target], target);
    else if (event.key === "ArrowRight" && row?.fold === "closed") fold(row.i, "open");
    else if (event.key === "ArrowLeft" && row?.fold === "open") fold(row.i, "closed");
    else if (event.key === "ArrowLeft" && row !== undefined) {
      const above = rows.findLastIndex(({ depth }, index) => index < at && depth < row.depth);
      select(rows[above], above);
    } else return;
    event.preventDefault();
  };
  if (rows.length === 0)
    return (
      <Message
        title={hasStateWord(filter) ? `Nothing is “${filter}” now.` : `No path has “${filter}” in it.`}
      />
    );
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
              onSelect={() => select(row, index)}
              onFold={(how) => fold(row.i, how)}
            />
          );
        })}
      </div>
    </div>
  );
};
