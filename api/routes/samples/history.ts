import { Clock, Effect } from "effect";
import { parseDuration } from "../../../src/config/language/duration.ts";
import type { SampleLabels } from "../../../src/domain/sample/Sample.ts";
import { Samples } from "../../../src/ports/store/Samples.ts";
import { BadRequest } from "../../answer/problem.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { subtrees } from "../../request/resolve.ts";

const usualRange = 3_600_000;

const wrong = (path: string, message: string): BadRequest =>
  new BadRequest({ message: `${path} ${message}`, errors: [{ path, message }] });

/** `name=value` each. */
const labelsOf = (given: ReadonlyArray<string>): SampleLabels | BadRequest => {
  const labels: Record<string, string> = {};
  for (const text of given) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) return wrong("labels", `takes name=value, not "${text}"`);
    labels[name] = value;
  }
  return labels;
};

const stepOf = (given: string | undefined): number | null | BadRequest => {
  if (given === undefined) return null;
  const ms = parseDuration(given);
  return ms === null || ms < 1_000
    ? wrong("step", `takes a duration of at least a second such as 30s, 5m or 1h, not "${given}"`)
    : ms;
};

/** What has been measured. */
export const sampleHistory = () => ({
  metricNames: handle(contract.metricNames, ({ query: { subject }, caller }) =>
    Effect.gen(function* () {
      const within = yield* subtrees(subject, caller);
      const { metrics } = yield* Samples;
      return { items: yield* metrics(within), next: null };
    }),
  ),
  metricHistory: handle(contract.metricHistory, ({ query, caller }) =>
    Effect.gen(function* () {
      const { metric, agg = null, group_by: groupBy = null } = query;
      const to = query.to ?? (yield* Clock.currentTimeMillis);
      const from = query.from ?? to - usualRange;
      if (from >= to) return yield* wrong("from", "is not before to");
      const labels = labelsOf(query.labels ?? []);
      if (labels instanceof BadRequest) return yield* labels;
      const step = stepOf(query.step);
      if (step instanceof BadRequest) return yield* step;
      const within = yield* subtrees(query.subject, caller);
      const { history } = yield* Samples;
      return yield* history({ metric, agg, groupBy, from, to, labels, step, within }).pipe(
        Effect.catchTag("UnanswerableSamples", ({ message }) => new BadRequest({ message })),
      );
    }),
  ),
});
