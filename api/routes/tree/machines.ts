import { Effect } from "effect";
import { NoSuchMachine } from "../../../src/domain/Errors.ts";
import { nearest } from "../../../src/policy/nearest.ts";
import { entityTag, taggedBy } from "../../answer/entityTags.ts";
import { Reply } from "../../answer/Reply.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { charts, type HashedChart } from "../../tree/charts.ts";

const theCharts = Effect.promise(charts);

const noSuchMachine = (typed: string, all: ReadonlyArray<HashedChart>): NoSuchMachine => {
  const kinds = all.map(({ kind }) => kind);
  const near = nearest(typed, kinds);
  const hint = near === null ? `the kinds of node are ${kinds.join(", ")}` : `did you mean ${near}?`;
  return new NoSuchMachine({ nearest: near, message: `there is no machine "${typed}"; ${hint}` });
};

const otherHash = ({ kind, hash }: HashedChart, wanted: string): NoSuchMachine =>
  new NoSuchMachine({
    nearest: kind,
    message: `the chart of ${kind} has the hash ${hash}, not ${wanted}: this daemon is of another version`,
  });

/** The statecharts that nodes run by. */
export const machines = () => ({
  machines: handle(contract.machines, () =>
    Effect.map(theCharts, (all) => ({ items: all.map(({ kind, hash }) => ({ kind, hash })), next: null })),
  ),
  machine: handle(contract.machine, ({ params, query: { hash } }) =>
    Effect.gen(function* () {
      const all = yield* theCharts;
      const chart = all.find(({ kind }) => kind === params.kind);
      if (chart === undefined) return yield* noSuchMachine(params.kind, all);
      if (hash !== undefined && hash !== chart.hash) return yield* otherHash(chart, hash);
      const caching = hash === undefined ? undefined : "private, max-age=31536000, immutable";
      return new Reply(chart, { headers: taggedBy(entityTag(chart.hash), caching) });
    }),
  ),
});
