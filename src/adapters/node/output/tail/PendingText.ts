import { pendingAfter } from "./currentText.ts";
import type { PartialLine } from "./Tail.ts";

/** Notices when a partial line has not changed for a while. */
export class PendingText {
  readonly #onPending: () => void;
  #partial: PartialLine | null = null;
  #pending: PartialLine | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** `onPending` is called when a partial line becomes pending. */
  constructor(tell: () => void) {
    this.#onPending = tell;
  }

  /** The pending line; null if there is none. */
  get current(): PartialLine | null {
    return this.#pending;
  }

  /** Set the current partial line; null if there is none. */
  update(begun: PartialLine | null): void {
    if (begun?.from === this.#partial?.from && begun?.to === this.#partial?.to) return;
    clearTimeout(this.#timer);
    this.#partial = begun;
    this.#pending = null;
    if (begun === null) return;
    this.#timer = setTimeout(() => {
      this.#pending = begun;
      this.#onPending();
    }, pendingAfter).unref();
  }
}
