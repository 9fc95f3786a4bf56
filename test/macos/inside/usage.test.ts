import { Effect } from "effect";
import { expect, it } from "vitest";
import { layer } from "../../../src/adapters/node/usage/Sampler.ts";
import { Sampler } from "../../../src/ports/machine/Sampler.ts";
import { inWorld, serviceOf } from "../../process/world.ts";
import { psDuring } from "./imitation.ts";

// Regression: the library pidusage started a ps for each child, a hundred for one `sentinel status`, in the language of
// the daemon: where that has a decimal comma, the CPU time was wrong.
it("the usage of all children is asked of ps once, in the language C", () =>
  inWorld(async ({ start }) => {
    const runs = await Promise.all(["a", "b", "c"].map((path) => start(serviceOf(["waits"]), path)));
    const pids = runs.map(({ pid }) => pid);
    const language = process.env.LC_ALL;
    process.env.LC_ALL = "de_DE.UTF-8";
    try {
      const asked = await psDuring(async () => {
        const usage = await Effect.runPromise(
          Effect.flatMap(Sampler, ({ sample }) => sample(pids)).pipe(Effect.provide(layer)),
        );
        expect([...usage.keys()]).toEqual(pids);
      });
      expect(asked).toHaveLength(1);
      expect(asked[0]).toContain("-A");
    } finally {
      if (language === undefined) delete process.env.LC_ALL;
      else process.env.LC_ALL = language;
    }
  }));
