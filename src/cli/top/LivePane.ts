import type { DaemonRef } from "../../client/daemonRef.ts";
import type { NodeRecord } from "../../client/live/protocol.ts";
import { printable } from "../terminal/printable.ts";
import { formatLogLine } from "../view/lines/logLine.ts";
import { type Detail, detailLines, readDetail } from "./panes/detail.ts";
import { followLogs, type Logs } from "./panes/logs.ts";
import type { Surface } from "./screen/tableLines.ts";
import type { Pane } from "./TopState.ts";

/** A selection that moves on within this time is not asked about, in ms. */
const settleTime = 120;

/** What the pane is about; another one is another request. */
interface Subject {
  readonly pane: Pane;
  readonly node: NodeRecord | null;
  /** The connection to the daemon: what an earlier one has sent has ended. */
  readonly connection: number;
}

/** The content of the pane below the table: it follows the selected child. */
export class LivePane {
  readonly #daemon: DaemonRef;
  readonly #changed: () => void;
  #subject: Subject = { pane: "none", node: null, connection: 0 };
  #timer: NodeJS.Timeout | null = null;
  #detail: Detail | null = null;
  #logs: Logs | null = null;
  #problem: string | null = null;

  constructor(daemon: DaemonRef, changed: () => void) {
    this.#daemon = daemon;
    this.#changed = changed;
  }

  /** Show something else from now on, if it is something else. */
  show(subject: Subject): void {
    const before = this.#subject;
    this.#subject = subject;
    const { pane, node, connection } = subject;
    const isSameChild = pane === before.pane && node?.path === before.node?.path;
    const isSame = isSameChild && connection === before.connection;
    // A detail is about the state, too.
    if (isSame && (pane !== "detail" || node === before.node)) return;
    if (!isSameChild) this.#detail = null;
    this.#logs?.stop();
    this.#logs = null;
    this.#problem = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (node !== null) this.#timer = setTimeout(() => this.#read(subject), settleTime);
  }

  close(): void {
    this.show({ pane: "none", node: null, connection: 0 });
  }

  lines({ width, now, coloured }: Surface): ReadonlyArray<string> {
    const { pane, node } = this.#subject;
    if (this.#problem !== null) return [this.#problem];
    if (pane === "logs") {
      const format = formatLogLine({ coloured, onlyChild: node?.path, timed: false });
      return (this.#logs?.lines ?? []).map((line) => format({ ...line, text: printable(line.text) }));
    }
    if (pane !== "detail" || node === null || this.#detail === null) return [];
    return detailLines(node, this.#detail, { width, now });
  }

  async #read(subject: Subject): Promise<void> {
    const { pane, node } = subject;
    const path = node?.path ?? "";
    if (pane === "logs")
      this.#logs = followLogs(this.#daemon, path, {
        changed: this.#changed,
        failed: (why) => {
          if (this.#subject === subject) this.#problem = why;
          this.#changed();
        },
      });
    if (pane !== "detail") return;
    const detail = await readDetail(this.#daemon, path);
    if (this.#subject.pane === pane && this.#subject.node?.path === path) this.#detail = detail;
    this.#changed();
  }
}
