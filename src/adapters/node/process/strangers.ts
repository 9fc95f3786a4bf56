import { halfALap, type PidCursor, pidCursor } from "./processTable.ts";

/**
 * The processes that had nothing to do with us when they were last seen. They never will: nobody enters a
 * group of another session, or a family. So they needn't be looked at again, unless the numbers that have
 * been given out since include theirs.
 */
export class Strangers {
  #known = new Set<number>();
  #next = new Set<number>();
  #before: PidCursor | null = null;
  #now: PidCursor | null = null;

  /** Begin to look around. */
  begin(): void {
    this.#before = this.#now;
    this.#now = pidCursor();
    this.#known = this.#next;
    this.#next = new Set();
  }

  /** It is there and is a stranger. */
  add(pid: number): void {
    this.#next.add(pid);
  }

  /** Whether this process, which is there now, is known as a stranger. It stays one. */
  has(pid: number): boolean {
    if (!this.#known.has(pid) || this.#mayBeAnother(pid)) return false;
    this.#next.add(pid);
    return true;
  }

  /** Whether the number was among those that have been given out since the last look. */
  #mayBeAnother(pid: number): boolean {
    if (this.#before === null || this.#now === null) return true;
    const [from, to] = [this.#before.last, this.#now.last];
    const isLap = !(this.#now.forks - this.#before.forks < halfALap);
    return isLap || (from <= to ? from < pid && pid <= to : from < pid || pid <= to);
  }
}
