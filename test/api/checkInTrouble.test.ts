// What reports from outside can be like: overlapping, too many, too large, too slow, broken off.
import { type ClientRequest, request } from "node:http";
import { Effect, Layer, Runtime, TestClock, TestContext } from "effect";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localListener } from "../../api/caller.ts";
import { ping as pingEndpoints } from "../../api/routes/jobs/ping.ts";
import type { ApiRuntime } from "../../api/runtime.ts";
import { digestOf } from "../../api/tree/checkReports.ts";
import { makeCheckIns } from "../../src/adapters/memory/CheckIns.ts";
import { CheckIns } from "../../src/ports/store/CheckIns.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

let daemon: Daemon;
let url: string;
beforeEach(async () => {
  daemon = await makeDaemon("name: shop\nchildren: { import: { check: { every: 1h, within: 20m } } }\n");
  url = (await daemon.post("/checks/import/key", {})).body.ping_path;
});
afterEach(() => daemon.end());

/** Begin a request; `answered` is its status. */
const begin = (path: string, method = "POST", headers = {}) => {
  let sent: ClientRequest | undefined;
  const answered = new Promise<number>((resolve, reject) => {
    sent = request({ socketPath: daemon.socket, method, path, headers });
    sent.on("error", reject).on("response", (response) => {
      response.resume().once("end", () => resolve(response.statusCode ?? 0));
    });
  });
  return { sent: sent as unknown as ClientRequest, answered };
};
const ping = (path: string, method = "GET"): Promise<number> => {
  const { sent, answered } = begin(path, method);
  sent.end();
  return answered;
};
const check = async () => (await daemon.get("/checks/import")).body;

describe("reports of one check", () => {
  it("of overlapping runs are joined by their ids, whatever ends first", async () => {
    for (const path of ["/start?rid=a", "/start?rid=b", "/0?rid=b", "/3?rid=a"]) await ping(`${url}${path}`);
    const { check: seen, runs } = await check();
    expect(runs).toMatchObject([
      { run: 2, id: "b", outcome: "succeeded" },
      { run: 1, id: "a", outcome: "failed" },
    ]);
    expect(seen).toMatchObject({ check: "down", failures: 1, open_runs: 0 });
  });

  it("with exit codes count up to 255, and above that they are no reports", async () => {
    expect(await ping(`${url}/255`)).toBe(200);
    for (const code of ["256", "1000", "-1", "3.5", "0x1"])
      expect(await ping(`${url}/${code}`), code).toBe(404);
    expect((await check()).reports).toMatchObject([{ kind: "fail", exit: 255 }]);
  });
});

describe("a report whose body does not end", () => {
  it("holds up no other report, and counts for nothing when its sender goes", async () => {
    const { sent, answered } = begin(url, "POST", { "content-length": "1000" });
    const broken = answered.catch(() => "broken off");
    await new Promise<void>((resolve) => sent.write("a", () => resolve()));
    expect(await ping(`${url}/log`)).toBe(200);
    expect((await check()).reports).toMatchObject([{ kind: "log" }]);
    sent.destroy();
    expect(await broken).toBe("broken off");
    expect(await ping(`${url}/log`)).toBe(200);
    expect((await check()).reports.map(({ kind }: { kind: string }) => kind)).toEqual(["log", "log"]);
  });

  it("is taken as soon as more has come than is kept", async () => {
    const { sent, answered } = begin(url);
    const more = setInterval(() => sent.write("x".repeat(50_000)), 1);
    expect(await answered).toBe(200);
    clearInterval(more);
    sent.destroy();
    expect((await check()).reports[0].body).toHaveLength(100_000);
  });
});

/** The ping addresses alone, on virtual time; `taken`: the check of each report. */
const onVirtualTime = async () => {
  const checkIns = makeCheckIns();
  const taken: Array<string> = [];
  const tree = {
    pingTarget: () => Effect.succeed("own"),
    checkIn: (path: string) => Effect.sync(() => taken.push(path)),
  };
  const services = Layer.mergeAll(
    TestContext.TestContext,
    Layer.succeed(CheckIns, checkIns),
    Layer.succeed(Supervision, tree as unknown as typeof Supervision.Service),
  );
  const runtime = await Effect.runPromise(Effect.scoped(Layer.toRuntime(services)));
  const digest = await digestOf("k");
  await Effect.runPromise(checkIns.setKey({ path: "import", digest, createdAt: 0, createdBy: "user:ann" }));
  const listener = localListener("", () => Effect.succeed("test"));
  const app = new Hono();
  for (const { method, path, respond } of pingEndpoints())
    app.on(method, path, (context) => respond(context, runtime as unknown as ApiRuntime, listener, null));
  const ask = async (init?: RequestInit): Promise<number> =>
    (await app.request(new Request("http://localhost/ping/k", init))).status;
  return { ask, run: Runtime.runPromise(runtime), taken };
};

describe("a ping address, on virtual time", () => {
  it("answers a thousand reports at once: as many as a minute may have are taken, and more after it", async () => {
    const { ask, run, taken } = await onVirtualTime();
    const statuses = await Promise.all(Array.from({ length: 1_000 }, () => ask()));
    const count = (status: number): number => statuses.filter((one) => one === status).length;
    expect([count(200), count(429), taken.length]).toEqual([120, 880, 120]);
    await run(TestClock.adjust("59 seconds"));
    expect(await ask()).toBe(429);
    await run(TestClock.adjust("1 seconds"));
    expect(await ask()).toBe(200);
  });

  it("gives up a body after 30 s", async () => {
    const { ask, run, taken } = await onVirtualTime();
    let isLeft = false;
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("a")),
      cancel: () => {
        isLeft = true;
      },
    });
    const answered = ask({ method: "POST", body, duplex: "half" } as RequestInit);
    // The clock is set once the body is being waited for.
    while ((await run(TestClock.sleeps()))[Symbol.iterator]().next().done) await new Promise(setImmediate);
    await run(TestClock.adjust("30 seconds"));
    expect(await answered).toBe(408);
    expect(isLeft, "the rest of it is not read").toBe(true);
    expect(taken).toEqual([]);
  });
});
