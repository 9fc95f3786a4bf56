import { Clock, Effect } from "effect";
import { OwnHealth } from "../../../supervisors/OwnHealth.ts";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { Reply } from "../../answer/Reply.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { expose } from "../../metrics/expose.ts";
import { contentTypes, formatFor } from "../../metrics/format.ts";
import type { HttpRequests } from "../../metrics/HttpRequests.ts";
import { StartTimes } from "../../metrics/StartTimes.ts";

/** Metrics, measured when they are asked for. */
export const metrics = (requests: HttpRequests) => {
  const starts = new StartTimes();
  return {
    metrics: handle(contract.metrics, ({ caller: { scope }, header }) =>
      Effect.gen(function* () {
        const status = yield* Effect.flatMap(Supervision, ({ statusParts }) => statusParts);
        const health = yield* Effect.flatMap(OwnHealth, ({ current }) => current);
        const now = yield* Clock.currentTimeMillis;
        const format = formatFor(header("accept"));
        const text = expose({ status, health, requests, starts, now }, scope, format);
        return new Reply(text, { headers: { "content-type": contentTypes[format] } });
      }),
    ),
  };
};
