import { assign, fromCallback, setup } from "xstate";

/** A connection without a frame for this long is lost, in ms. The daemon sends one every 5 s. */
const silence = 12_000;
const pauses = [500, 1_000, 2_000, 4_000, 8_000];

/** The delay before an attempt, in ms, with jitter. */
const pauseBefore = (attempt: number): number =>
  (pauses[Math.min(attempt, pauses.length) - 1] ?? 0) * (0.75 + Math.random() / 2);

export type ConnectionEvent =
  /** A frame has arrived with which the page is up to date. */
  | { readonly type: "TOLD" }
  /** The socket has closed; `refused`: the session has lost its rights. */
  | { readonly type: "ENDED"; readonly why: "lost" | "refused" }
  | { readonly type: "RETRY" }
  | { readonly type: "LEAVE" };

interface Context {
  /** The attempts since it was last live. */
  readonly attempts: number;
  /** When the next attempt is due, in ms since 1970; null while there is contact. */
  readonly retryAt: number | null;
}

/** The contact of a page with its daemon: it is connected, waits for the next attempt, or is refused. */
export const connectionMachine = setup({
  types: { context: {} as Context, events: {} as ConnectionEvent },
  actors: { socket: fromCallback<ConnectionEvent>(() => undefined) },
  actions: {
    planRetry: assign(({ context }) => {
      const attempts = context.attempts + 1;
      return { attempts, retryAt: Date.now() + pauseBefore(attempts) };
    }),
    forgetAttempts: assign({ attempts: 0, retryAt: null }),
  },
  delays: { silence, pause: ({ context }) => Math.max(0, (context.retryAt ?? 0) - Date.now()) },
}).createMachine({
  id: "connection",
  initial: "contact",
  context: { attempts: 0, retryAt: null },
  on: { LEAVE: ".left" },
  states: {
    contact: {
      invoke: { src: "socket" },
      initial: "greeting",
      on: {
        ENDED: [{ guard: ({ event }) => event.why === "refused", target: "refused" }, { target: "waiting" }],
      },
      states: {
        greeting: { on: { TOLD: "live" }, after: { silence: "#connection.waiting" } },
        live: {
          entry: "forgetAttempts",
          on: { TOLD: { target: "live", reenter: true } },
          after: { silence: "#connection.waiting" },
        },
      },
    },
    waiting: {
      entry: "planRetry",
      on: { RETRY: "contact" },
      after: { pause: "contact" },
    },
    refused: { on: { RETRY: "contact" } },
    left: { type: "final" },
  },
});
