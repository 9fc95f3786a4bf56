import type { Frame } from "./protocol.ts";

/** The maximal number of held frames; above it the pause ends. */
const mostFrames = 5_000;

const changesIn = (frame: Frame): number => {
  if ("snapshot" in frame) return 1;
  if (!("s" in frame)) return 0;
  const { added, updated, removed = [] } = frame.n ?? {};
  const rows = (added?.i.length ?? 0) + (updated?.i.length ?? 0) + removed.length;
  return Math.max(rows, frame.e?.length ?? 0);
};

/** The frames that have arrived during a pause. */
export class Held {
  /** The beginning of the pause, in ms since 1970, by the browser's clock. */
  readonly since = Date.now();
  readonly #frames: Array<Frame> = [];
  #changes = 0;

  /** The held frames, in the order in which they arrived. */
  get frames(): ReadonlyArray<Frame> {
    return this.#frames;
  }

  /** The number of held changes of nodes. */
  get changes(): number {
    return this.#changes;
  }

  get isFull(): boolean {
    return this.#frames.length >= mostFrames;
  }

  add(frame: Frame): void {
    // Only the latest CPU and memory count, and keep-alive frames change nothing.
    if ("m" in frame || ("s" in frame && frame.e === undefined && frame.n === undefined)) return;
    // A snapshot contains all earlier changes.
    if ("snapshot" in frame) this.#frames.length = 0;
    this.#frames.push(frame);
    this.#changes += changesIn(frame);
  }
}
