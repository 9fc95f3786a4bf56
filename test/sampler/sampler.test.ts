import { spawn } from "node:child_process";
import { once } from "node:events";
import { Effect } from "effect";
import { describe, expect, it, vi } from "vitest";
import { layer } from "../../src/adapters/node/usage/Sampler.ts";
import { Sampler, type Usage } from "../../src/ports/machine/Sampler.ts";

type Sample = (pids: ReadonlyArray<number>) => Promise<ReadonlyMap<number, Usage>>;

const withSampler = <A>(use: (sample: Sample) => Promise<A>): Promise<A> =>
  Effect.runPromise(
    Effect.flatMap(Sampler, ({ sample }) =>
      Effect.promise(() => use((pids) => Effect.runPromise(sample(pids)))),
    ).pipe(Effect.provide(layer)),
  );

describe("the usage of processes", () => {
  it("is reported for existing processes only", async () => {
    const gone = spawn("true");
    await once(gone, "exit");
    const found = await withSampler((sample) => sample([process.pid, gone.pid ?? 0]));
    expect([...found.keys()]).toEqual([process.pid]);
  });

  it("is their memory in bytes, as the system reports it for ourselves", async () => {
    const found = await withSampler((sample) => sample([process.pid]));
    const ratio = (found.get(process.pid)?.memory ?? 0) / process.memoryUsage.rss();
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });

  it("is the same for all requests within half a second: a tick of the kernel's clock is 10 ms", async () => {
    const [first, ...later] = await withSampler((sample) =>
      vi.waitFor(
        async () => {
          const begun = performance.now();
          const found: Array<Usage | undefined> = [];
          for (let time = 0; time < 5; time += 1) found.push((await sample([process.pid])).get(process.pid));
          expect(performance.now() - begun, "the machine was too busy to ask so fast").toBeLessThan(400);
          return found;
        },
        // By then a reading of the attempt before is too old to be told again.
        { timeout: 30_000, interval: 600 },
      ),
    );
    expect(first?.cpu).toBeGreaterThan(0);
    expect(later).toEqual([first, first, first, first]);
  });

  it("is about one core for a busy program, and none for a sleeping one", async () => {
    const busy = spawn(process.execPath, ["-e", "for (;;);"]);
    const idle = spawn("sleep", ["1000"]);
    const pids = [busy.pid ?? 0, idle.pid ?? 0] as const;
    try {
      await withSampler((sample) =>
        vi.waitFor(
          async () => {
            const found = await sample(pids);
            // How much of a core it gets is the machine's business; more than one it can't.
            expect(found.get(pids[0])?.cpu).toBeGreaterThan(0.02);
            expect(found.get(pids[0])?.cpu).toBeLessThan(1.5);
            expect(found.get(pids[0])?.cpuSeconds).toBeGreaterThan(0.2);
            expect(found.get(pids[1])?.cpuSeconds).toBeLessThan(0.2);
            expect(found.get(pids[1])?.cpu).toBeLessThan(0.05);
          },
          { timeout: 60_000, interval: 600 },
        ),
      );
    } finally {
      busy.kill("SIGKILL");
      idle.kill("SIGKILL");
    }
  });
});
