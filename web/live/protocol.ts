/** What the live channel sends: the same for every client. */
export type * from "../../src/client/live/protocol.ts";
