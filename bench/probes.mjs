// What probing costs: 1,000 probes at 10 s, over TCP and HTTP, in the prober and on the wire, without the tree around them.
// `node bench/probes.mjs [PROBES] [SECONDS]`. Prints the share of a core that this process used beyond the server's.
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
  const [count = 1_000, seconds = 20] = process.argv.slice(2).map(Number);
  const server = fork(import.meta.filename, ["serve"]);
  const port = await new Promise((resolve) => server.once("message", resolve));
  const { Effect, Fiber, Prober, layer } = await importTypeScript("bench/probing.ts");
  const home = mkdtempSync(join(tmpdir(), "sentinel-probes-"));
  const run = { path: "web", run: 1, spec: {}, ports: [] };
  const status = [{ from: 200, to: 399 }];
  const http = {
    kind: "http",
    scheme: "http",
    method: "GET",
    host: "127.0.0.1",
    port,
    path: "/",
    headers: {},
    status,
    body: null,
  };
  const checks = { tcp: { kind: "tcp", host: "127.0.0.1", port }, http };
  for (const [name, check] of Object.entries(checks)) {
    let succeeded = 0;
    const program = Effect.flatMap(Prober, (prober) =>
      Effect.forEach(
        Array.from({ length: count }, (_, index) => (index * 10_000) / count),
        (first) =>
          Effect.sleep(first).pipe(
            Effect.andThen(
              Effect.forever(
                prober.probe(check, run).pipe(
                  Effect.tap(({ outcome }) =>
                    Effect.sync(() => (succeeded += outcome === "success" ? 1 : 0)),
                  ),
                  Effect.andThen(Effect.sleep(10_000)),
                ),
              ),
            ),
          ),
        { concurrency: "unbounded", discard: true },
      ),
    );
    // The first interval is not measured: its code is being compiled.
    const fiber = Effect.runFork(
      program.pipe(Effect.provide(layer({ home, parseEnvFile: () => new Map() }))),
    );
    await sleep(10_000);
    succeeded = 0;
    const before = process.cpuUsage();
    const begun = performance.now();
    await sleep(seconds * 1_000);
    const used = process.cpuUsage(before);
    await Effect.runPromise(Fiber.interrupt(fiber));
    const share = (used.user + used.system) / 1_000 / (performance.now() - begun);
    console.log(
      `${name}: ${count} probes at 10 s: ${(100 * share).toFixed(1)} % of a core, ${succeeded} of about ${(count * seconds) / 10} succeeded`,
    );
  }
  rmSync(home, { recursive: true });
  server.disconnect();
}
