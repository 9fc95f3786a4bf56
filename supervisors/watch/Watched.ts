/** The state of the watch of a child, as it is explained. */
export interface Watched {
  /** Why some or all of its files are not watched; null: all are. */
  readonly problem: string | null;
  /** The file that it seems to write itself; null: changes lead to restarts. */
  readonly suspendedBy: string | null;
  /** The restarts so far, of this daemon. */
  readonly restarts: number;
}

export const begunWatch: Watched = { problem: null, suspendedBy: null, restarts: 0 };
