/**
 * The database was deleted, moved away or replaced under its daemon, which has gone on with another file; or it was
 * overwritten, and the daemon goes on with another file once it is moved away.
 */
export interface Replacement {
  /** Whether the new file has what the old one had. If not, the daemon stores all that it knows again. */
  readonly isComplete: boolean;
  /** What happened, for users. */
  readonly reason: string;
}
