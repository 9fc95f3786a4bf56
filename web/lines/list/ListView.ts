/** The rows in view. */
export interface ListView {
  /** The first row in view, and the one after the last. */
  readonly first: number;
  readonly end: number;
  readonly isFollowing: boolean;
}
