import type { NodeRecord } from "../../../client/live/protocol.ts";
import { displayWidth } from "../../terminal/displayWidth.ts";
import { printable } from "../../terminal/printable.ts";
import { shortDuration } from "../../terminal/shortDuration.ts";
import { paint } from "../../terminal/style.ts";
import { truncate } from "../../terminal/truncate.ts";
import { looks, toneOf } from "../../view/tree/looks.ts";
import { bytes, percent, portsOf } from "../../view/tree/serviceLine.ts";
import { aligned, columnWidths, type Heading, headings, nameOf } from "../../view/tree/treeColumns.ts";
import { whyOf } from "../../view/tree/whyOf.ts";
import type { Row, Sorting } from "../rows.ts";

/** The columns that give way in a narrow terminal: what is used is what this view is for. */
const narrowing = { lessNeeded: ["pid", "restarts", "up", "mem"], minReasonWidth: 8 } as const;

/** The heading that is marked; null: the order is that of the file. */
const columnOf: Readonly<Record<Sorting, Heading | null>> = {
  ...{ tree: null, name: "", state: "state", restarts: "restarts", cpu: "cpu", memory: "mem" },
};

const nameIn = ({ node, stem }: Row): string => {
  const { shape } = looks[node.state];
  return stem === null
    ? `${shape} ${printable(node.path)}`
    : `${stem}${shape} ${printable(nameOf(node.path))}`;
};

/** A running service whose probes fail is shown by what they found. */
const stateIn = ({ node: { state, health } }: Row): string =>
  state === "running" && health === "unhealthy" ? health : state;

/** Why it is in its state; of what runs well rather where it listens, or how it supervises. */
const remarkOf = (node: NodeRecord, now: number): string => {
  if (node.state !== "running" || node.health === "unhealthy") return whyOf(node, now);
  return node.strategy ?? portsOf({ ports: node.ports ?? [] });
};

const cellsOf = (row: Row, now: number): ReadonlyArray<string> => {
  const { pid, since, restarts, state } = row.node;
  const { cpu, memory } = row.usage;
  return [
    nameIn(row),
    stateIn(row),
    pid === null ? "" : String(pid),
    state === "running" ? shortDuration(Math.max(0, now - Date.parse(since))) : "",
    restarts ? `${restarts}×` : "",
    cpu === null ? "" : percent(cpu),
    memory === null ? "" : bytes(memory),
    remarkOf(row.node, now),
  ];
};

/** What is drawn on. */
export interface Surface {
  readonly width: number;
  readonly height: number;
  readonly coloured: boolean;
  /** The time of the daemon, in ms since 1970. */
  readonly now: number;
}

const tinted = ({ node }: Row, line: string, coloured: boolean): string => {
  if (node.state === "stopped" || node.state === "finished") return paint(line, "dim", coloured);
  const { shape } = looks[node.state];
  const at = line.indexOf(shape);
  if (at < 0) return line;
  const tone = node.health === "unhealthy" ? "yellow" : toneOf(node);
  return `${paint(line.slice(0, at), "dim", coloured)}${paint(shape, tone, coloured)}${line.slice(at + shape.length)}`;
};

/** The first of the rows that are shown, so that the selected one is, in the middle where that is possible. */
const firstShown = (count: number, selected: number, room: number): number =>
  Math.max(0, Math.min(selected - Math.floor(room / 2), count - room));

interface Table {
  readonly rows: ReadonlyArray<Row>;
  readonly selected: number;
  readonly sorting: Sorting;
  /** The number of lines, with the headings. */
  readonly room: number;
}

/** The headings and the rows around the selected one, which a mark tells from the others also without colours. */
export const topTable = (
  { rows, selected, sorting, room }: Table,
  { width, coloured, now }: Surface,
): ReadonlyArray<string> => {
  const mark = 2;
  const first = firstShown(rows.length, selected, room - 1);
  const shown = rows.slice(first, first + room - 1);
  const titles = headings.map((heading) =>
    heading === columnOf[sorting] ? `${heading || "name"}▼` : heading,
  );
  const cells = shown.map((row) => cellsOf(row, now));
  const widths = columnWidths([titles, ...cells], width - mark, narrowing);
  const lineOf = (row: Row, index: number): string => {
    const line = aligned(cells[index] ?? [], widths, width - mark);
    if (first + index !== selected) return `  ${tinted(row, line, coloured)}`;
    const rest = " ".repeat(Math.max(0, width - mark - displayWidth(line)));
    return paint(`▸ ${line}${rest}`, "inverse", coloured);
  };
  return [
    paint(truncate(`  ${aligned(titles, widths, width - mark)}`, width), "dim", coloured),
    ...shown.map(lineOf),
  ];
};
