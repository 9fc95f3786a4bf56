import { type CSSProperties, memo, type ReactElement } from "react";
import { basePath } from "../api/baseUrl.ts";
import { type ShownState, shownStateOf, stateWordsOf } from "../live/shownState.ts";
import { useNode } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import { meets, type Token } from "../selection/filter.ts";
import { useIsPicked } from "../selection/useSelection.ts";
import { touchedClass, useTouched } from "../selection/useTouched.ts";

/** Columns of cells: two rows, and no row wider than a screen. */
const columnsOf = (count: number): number => (count <= 4 ? count : Math.min(24, Math.ceil(count / 2)));

interface CellsProps {
  readonly cells: ReadonlyArray<number>;
  readonly filter: ReadonlyArray<Token>;
}

export const Cells = memo(({ cells, filter }: CellsProps) => (
  <div className="cells" style={{ "--columns": columnsOf(cells.length) } as CSSProperties}>
    {cells.map((i) => (
      <Cell key={i} i={i} filter={filter} />
    ))}
  </div>
));

/** In a cell the background shows the state, so only the mark of the glyph is drawn. */
const marks: Partial<Readonly<Record<ShownState, ReactElement>>> = {
  starting: (
    <path d="M8 3.2l5 9H3z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
  ),
  stopping: (
    <path d="M8 12.8l5-9H3z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
  ),
  backoff: <path d="M3.6 2.5h8.8v1.2L9 8l3.4 4.3v1.2H3.6v-1.2L7 8 3.6 3.7z" fill="currentColor" />,
  paused: <path d="M5.6 4v8M10.4 4v8" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  scheduled: <circle cx="8" cy="8" r="2" fill="currentColor" />,
  failed: <path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />,
  finished: (
    <path
      d="M3 8.6l3.3 3.3L13 5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  unhealthy: (
    <>
      <path d="M8 2l7 12.5H1z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
      <path d="M8 6.8v3M8 12.2v.01" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
};

/** A plain link whose clicks TreeMap handles: a thousand links of the router take half a second to mount. */
const Cell = memo(({ i, filter }: { readonly i: number; readonly filter: ReadonlyArray<Token> }) => {
  const node = useNode(i);
  const effect = useTouched(node?.path ?? "");
  const isPicked = useIsPicked(node?.path ?? "");
  if (node === undefined) return null;
  const state = shownStateOf(node);
  const name = [
    `${node.path}: ${stateWordsOf(node)}`,
    // A held start may last for ever.
    ...(node.value === "starting.held" ? [node.reason] : []),
    ...(isPicked ? ["selected"] : []),
    ...(effect ? [effect] : []),
  ].join(", ");
  const isOut = !meets(filter, node);
  return (
    <a
      className={`cell s-${state}${isOut ? " out" : ""}${isPicked ? " picked" : ""}${touchedClass(effect)}`}
      href={`${basePath}children/${encodeURIComponent(toParam(node.path))}`}
      data-path={node.path}
      aria-label={name}
      title={name}
      tabIndex={-1}
    >
      {marks[state] === undefined ? null : (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          {marks[state]}
        </svg>
      )}
    </a>
  );
});
