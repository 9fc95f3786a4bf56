import { Effect } from "effect";
import { root } from "../../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../../src/domain/tree/State.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { Reply } from "../../answer/Reply.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";

const started: ReadonlySet<ChildState> = new Set(["running", "finished"]);

/** Why the daemon does not do its work, for people. Anybody may read it: it names no child. */
const reasons = Effect.gen(function* () {
  const supervision = yield* Supervision;
  const { views } = yield* supervision.views;
  const state = views.find(({ path }) => path === root)?.state ?? "starting";
  const unrecorded = yield* supervision.recorded;
  return [
    ...(started.has(state) ? [] : [`the tree is ${state}`]),
    ...(unrecorded.length === 0 ? [] : ["the journal can't be written"]),
  ];
});

/** Whether the daemon answers, and whether it does its work. */
export const health = () => ({
  alive: handle(contract.alive, () => Effect.succeed("ok\n")),
  ready: handle(contract.ready, () =>
    Effect.map(reasons, (found) =>
      found.length === 0 ? "ready\n" : new Reply(`${found.join("\n")}\n`, { status: 503 }),
    ),
  ),
});
