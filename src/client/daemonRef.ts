/** A daemon that is reached over TCP. */
export interface RemoteDaemon {
  /** Without a slash at its end: `https://example.com/sentinel`. */
  readonly url: string;
  /** The headers that show who sends a request; none: nobody has logged in. */
  readonly credentials: Readonly<Record<string, string>>;
  /**
   * The SHA-256 fingerprint of the only certificate that is trusted (`AB:CD:…`); null: those that the system trusts
   * are.
   */
  readonly fingerprint: string | null;
}

/** Which daemon: that of a home, by the home's path, or one that is reached over TCP. */
export type DaemonRef = string | RemoteDaemon;
