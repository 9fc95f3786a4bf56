/** What a shim's listener calls. */
export interface ShimNotices {
  /** The shim may have written to `status`. */
  readonly changed: () => void;
  /** The shim has recorded its command's exit, or is gone. May be called more than once. */
  readonly ended: () => void;
}

/** Listens to the shim of a run. */
export interface ShimListener {
  /** Look at what a shim did that an earlier daemon started; calls one of the two. */
  readonly look: () => void;
  readonly close: () => void;
}

/** Listen to the shim of the run in a directory, which may not exist yet. Throws the system's error. */
export type ListenToShim = (directory: string, notices: ShimNotices) => ShimListener;
