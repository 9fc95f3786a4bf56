import type { AnswerOf, BodyOf, Destination, DocumentAddress } from "../client/routes.ts";

/** A request to the API: its parameters, query and body. */
export interface Asking<A extends DocumentAddress> extends Destination<A> {
  readonly body?: BodyOf<A>;
  /** The revision that the tree must still be at (`If-Match`). */
  readonly ifMatch?: string;
}

/** How a server reaches the API of a daemon: by the socket of its home, or inside of the daemon itself. */
export interface Connection {
  /**
   * Send a request as the one whom the assistant acts for. Fails with an error whose message is for people; one by which the
   * daemon refuses has its `problem`, too.
   */
  readonly request: <A extends DocumentAddress>(address: A, asking?: Asking<A>) => Promise<AnswerOf<A>>;
  /** Names the one whom the assistant acts for, among all who use the same server; never shown. */
  readonly identity: string;
}
