/** The database was deleted, moved away or replaced under its daemon, which has gone on with another file. */
export interface Replacement {
  /** Whether the new file has what the old one had. If not, whatever the daemon knows is to be stored anew. */
  readonly isComplete: boolean;
  /** What happened, for users. */
  readonly reason: string;
}
