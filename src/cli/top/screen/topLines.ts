import type { NodeRecord } from "../../../client/live/protocol.ts";
import { printable } from "../../terminal/printable.ts";
import { paint } from "../../terminal/style.ts";
import { truncate } from "../../terminal/truncate.ts";
import { looks, toneOf } from "../../view/tree/looks.ts";
import { bytes, percent } from "../../view/tree/serviceLine.ts";
import { describeCounts } from "../../view/tree/treeRows.ts";
import { selectedIndex } from "../afterKey.ts";
import type { Usage } from "../HeldTree.ts";
import type { Row } from "../rows.ts";
import type { TopState } from "../TopState.ts";
import { helpLines } from "./helpLines.ts";
import { type Surface, topTable } from "./tableLines.ts";

/** What there is to be seen. */
interface TopContent {
  readonly state: TopState;
  /** The tree's name. */
  readonly name: string;
  /** All nodes, the root first. */
  readonly nodes: ReadonlyArray<NodeRecord>;
  readonly rows: ReadonlyArray<Row>;
  readonly total: Usage;
  /** The lines of the detail or the logs of the selected child, the newest last. */
  readonly pane: ReadonlyArray<string>;
  /** Why what is shown may be out of date; null while there is contact. */
  readonly notice: string | null;
}

/** The summary and the headings. */
const headLines = 2;
/** How many lines the table keeps beside a pane. */
const minTable = 5;

const paneHeight = ({ pane }: TopState, content: ReadonlyArray<string>, height: number): number => {
  if (pane === "none") return 0;
  const most = Math.max(0, height - headLines - minTable - 2);
  const half = Math.max(8, Math.floor(height / 2));
  return Math.min(most, pane === "logs" ? half : Math.min(content.length, Math.max(half, 12)));
};

/** How many rows of the table there is room for. */
export const pageOf = (content: Pick<TopContent, "state" | "pane">, height: number): number => {
  const pane = paneHeight(content.state, paneContent(content), height);
  return Math.max(1, height - headLines - 1 - (pane === 0 ? 0 : pane + 1));
};

const paneContent = ({ state, pane }: Pick<TopContent, "state" | "pane">): ReadonlyArray<string> =>
  state.pane === "help" ? helpLines : pane;

const leavesOf = (nodes: ReadonlyArray<NodeRecord>): ReadonlyArray<NodeRecord> => {
  const groups = new Set(nodes.map(({ parent }) => parent));
  return nodes.filter(({ i, path }) => path !== "" && !groups.has(i));
};

/** The tree as a whole: its state, how many children are in each state, what they use. */
const summary = (root: NodeRecord, content: TopContent, { width, coloured }: Surface): string => {
  const { name, nodes, total } = content;
  const used = [
    total.cpu === null ? "" : `cpu ${percent(total.cpu)}`,
    total.memory === null ? "" : `mem ${bytes(total.memory)}`,
  ];
  const text = [`${root.state}`, describeCounts(leavesOf(nodes)), ...used]
    .filter((part) => part !== "")
    .join("  ");
  const line = truncate(printable(`${name} ${text}`), width - 2);
  const shape = paint(looks[root.state].shape, toneOf(root), coloured);
  return `${shape} ${paint(line.slice(0, name.length), "bold", coloured)}${line.slice(name.length)}`;
};

const keysShown = "enter detail · l logs · s sort · / filter · r restart · t stop · ? help · q quit";

/** The last line: what is asked, what is wrong, what has happened, or what the keys do. */
const footer = ({ state, notice }: TopContent, { width, coloured }: Surface): string => {
  const { mode, filter, message } = state;
  const line = (text: string, tone: Parameters<typeof paint>[1]): string =>
    paint(truncate(printable(text), width), tone, coloured);
  if (mode.kind === "filter") return line(`/${filter}▏ enter keeps it, esc drops it`, "cyan");
  if (mode.kind === "confirm") return line(`${mode.question} [y/N]`, "yellow");
  if (notice !== null) return line(notice, "yellow");
  if (message !== null) return line(message.text, message.tone);
  return line(filter === "" ? keysShown : `filter: ${filter} (esc shows all) · ${keysShown}`, "dim");
};

const paneLines = (content: TopContent, { width, height, coloured }: Surface): ReadonlyArray<string> => {
  const { state, rows } = content;
  const all = paneContent(content);
  const room = paneHeight(state, all, height);
  if (room === 0) return [];
  const selected = rows[selectedIndex(rows, state.selected)];
  const title = state.pane === "help" ? "keys" : `${state.pane} of ${selected?.node.path ?? "nothing"}`;
  const rule = `── ${printable(title)} `;
  const shown = state.pane === "logs" ? all.slice(-room) : all.slice(0, room);
  return [
    paint(truncate(rule.padEnd(width, "─"), width), "dim", coloured),
    ...shown.map((line) => truncate(line, width)),
    ...Array.from({ length: room - shown.length }, () => ""),
  ];
};

/** The lines of the view, exactly as many as the terminal has; one, as long as nothing is known of the tree. */
export const topLines = (content: TopContent, surface: Surface): ReadonlyArray<string> => {
  const [root] = content.nodes;
  if (root === undefined) return [truncate(content.notice ?? "connecting …", surface.width)];
  const { rows, state } = content;
  const page = pageOf(content, surface.height);
  const selected = selectedIndex(rows, state.selected);
  const table = topTable({ rows, selected, sorting: state.sorting, room: page + 1 }, surface);
  const empty = state.filter === "" ? "  no children" : `  nothing matches "${printable(state.filter)}"`;
  const body = rows.length === 0 ? [...table, empty] : table;
  const filled = [...body, ...Array.from({ length: Math.max(0, page + 1 - body.length) }, () => "")];
  return [
    summary(root, content, surface),
    ...filled,
    ...paneLines(content, surface),
    footer(content, surface),
  ].slice(0, surface.height);
};
