import { halfOfAllPids, type PidCursor, pidCursor } from "./processTable.ts";

/**
 * Processes that were unrelated to any run in the last scan. They stay so: a process can't join a group of another
 * session or another parent. So they are skipped, unless their pid may have been reused since.
 */
export class UnrelatedPids {
  #known = new Set<number>();
  #next = new Set<number>();
  #previousCursor: PidCursor | null = null;
  #currentCursor: PidCursor | null = null;

  /** Begin a scan. */
  beginScan(): void {
    this.#previousCursor = this.#currentCursor;
    this.#currentCursor = pidCursor();
    this.#known = this.#next;
    this.#next = new Set();
  }

  /** This process exists and is unrelated. */
  add(pid: number): void {
    this.#next.add(pid);
  }

  /** Whether this process, which exists now, is known to be unrelated. If so, it stays known. */
  has(pid: number): boolean {
    if (!this.#known.has(pid) || this.#mayBeReused(pid)) return false;
    this.#next.add(pid);
    return true;
  }

  /** Whether the pid was among those assigned since the last scan. */
  #mayBeReused(pid: number): boolean {
    if (this.#previousCursor === null || this.#currentCursor === null) return true;
    const [from, to] = [this.#previousCursor.last, this.#currentCursor.last];
    const isLap = !(this.#currentCursor.forks - this.#previousCursor.forks < halfOfAllPids);
    return isLap || (from <= to ? from < pid && pid <= to : from < pid || pid <= to);
  }
}
