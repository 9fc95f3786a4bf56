// What probing costs: 1,000 probes at 10 s over TCP and HTTP and 50 by a command, in the prober and on the wire, without the
// tree around them. `node bench/probes.mjs [PROBES] [SECONDS] [ROUNDS]`. Prints what an attempt takes of this
// process (commands: without their own processes) and which share of a core that is, by turns for attempts that begin each at its own time and for those that begin in
// groups, as they do in a tree.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { importTypeScript } from "../scripts/importTypeScript.mjs";

if (process.argv[2] === "serve") {
  const { createServer } = await import("node:http");
  const server = createServer((_, response) => response.end("ok"));
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
  process.once("disconnect", () => process.exit());
} else {
  const [count = 1_000, seconds = 10, rounds = 3] = process.argv.slice(2).map(Number);
  const server = fork(import.meta.filename, ["serve"]);
  const port = await new Promise((resolve) => server.once("message", resolve));
  const { Effect, Fiber, Prober, layer, serviceFrom, untilGroup } =
    await importTypeScript("bench/probing.ts");
  const home = mkdtempSync(join(tmpdir(), "sentinel-probes-"));
  const spec = serviceFrom("web", { argv: ["true"] }, home, "one_for_one");
  const run = { path: "web", run: 1, spec, ports: [] };
  const at = { host: "127.0.0.1", port };
  const request = { scheme: "http", method: "GET", path: "/", headers: {}, body: null };
  const status = [{ from: 200, to: 399 }];
  const kinds = [
    { name: "tcp", count, check: { kind: "tcp", ...at } },
    { name: "http", count, check: { kind: "http", ...at, ...request, status } },
    { name: "exec", count: Math.ceil(count / 20), check: { kind: "exec", command: { argv: ["true"] } } },
  ];
  const everyMs = 10_000;
  const waits = { alone: (ms) => ms, "in groups": untilGroup };

  /** What an attempt takes of this process, in µs, and how many succeeded in the time. */
  const measured = async ({ count: probes, check }, wait) => {
    let succeeded = 0;
    const attempts = (prober) =>
      Effect.gen(function* () {
        const begun = performance.now();
        const { outcome } = yield* prober.probe(check, run);
        succeeded += outcome === "success" ? 1 : 0;
        const ended = performance.now();
        yield* Effect.sleep(Math.max(0, wait(everyMs - (ended - begun), ended)));
      });
    const program = Effect.flatMap(Prober, (prober) =>
      Effect.forEach(
        Array.from({ length: probes }, (_, index) => (index * everyMs) / probes),
        (first) => Effect.andThen(Effect.sleep(first), Effect.forever(attempts(prober))),
        { concurrency: "unbounded", discard: true },
      ),
    );
    const fiber = Effect.runFork(
      program.pipe(Effect.provide(layer({ home, parseEnvFile: () => new Map() }))),
    );
    // The first interval is not measured: its code is being compiled, and each attempt begins at its own time.
    await sleep(everyMs);
    succeeded = 0;
    const before = process.cpuUsage();
    await sleep(seconds * 1_000);
    const used = process.cpuUsage(before);
    await Effect.runPromise(Fiber.interrupt(fiber));
    return { micros: (used.user + used.system) / succeeded, succeeded };
  };

  for (const kind of kinds) {
    const found = Object.fromEntries(Object.keys(waits).map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const [name, wait] of Object.entries(waits)) found[name].push(await measured(kind, wait));
    for (const [name, all] of Object.entries(found)) {
      const costs = all.map(({ micros }) => micros).sort((a, b) => a - b);
      const share = (costs[Math.floor(costs.length / 2)] * kind.count) / everyMs / 10;
      const each = costs.map((cost) => cost.toFixed(0)).join(", ");
      const done = all.map(({ succeeded }) => succeeded).join(", ");
      console.log(
        `${kind.name}, ${name}: ${share.toFixed(1)} % of a core for ${kind.count} probes at 10 s (${each} µs an attempt; ${done} of about ${(kind.count * seconds) / 10} attempts)`,
      );
    }
  }
  rmSync(home, { recursive: true });
  server.disconnect();
}
