import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceStatus, TreeStatus } from "../../src/domain/view/Status.ts";
import { eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

const tree = `
version: 1
name: shop
intensity: 20
defaults: { min_uptime: 100ms, stop: { timeout: 3s } }
children:
  db: { command: sleep 1000 }
  web:
    strategy: rest_for_one
    children:
      api: { command: [sh, -c, "echo listening; exec sleep 1000"], ready: { log: listening } }
      worker: { command: sleep 1000 }
  pool: { command: sleep 1000, replicas: 2 }
  absent: { command: ./absent }
`;

const service = (status: TreeStatus, path: string): ServiceStatus => {
  const found = status.children.find((child) => child.path === path);
  if (found?.kind !== "service") throw new Error(`${path} is no service`);
  return found;
};

describe("the command line of a running tree", () => {
  let place: Place;
  const now = async (path: string): Promise<ServiceStatus> => service(await place.status(), path);
  beforeAll(async () => {
    place = makePlace(tree);
    const up = await place.sentinel("up", "--detach");
    expect(up.code, "up --detach says what has not started").toBe(1);
    expect(up.err).toContain("absent has not started");
  });
  afterAll(() => place.leave());

  it("says with --dry-run who goes along, and does nothing", async () => {
    const before = await place.pids();
    const { code, out } = await place.sentinel("stop", "web", "--dry-run");
    expect(code).toBe(0);
    expect(out).toBe(
      [
        "Stop web: 2 services stop, in reverse order (web/worker, web/api).",
        " stops  web/worker  web stops",
        " stops  web/api     web stops",
        " stops  web         stopped by hand",
        "",
      ].join("\n"),
    );
    const restart = await place.json<{ touched: unknown }>("restart", "web/api", "--dry-run");
    expect(restart.touched).toEqual([{ path: "web/api", effect: "restarts", because: "restarted by hand" }]);
    const start = await place.sentinel("start", "db", "--dry-run");
    expect(start.out).toContain("nothing happens: it is running already");
    expect((await place.sentinel("stop", "nobody", "--dry-run")).code).toBe(4);
    expect(await place.pids()).toEqual(before);
  });

  it("shows the tree as in CLI.md, a parent before its children", async () => {
    const status = await place.status();
    expect(status).toMatchObject({ name: "shop", daemon: { version: "0.1.0" } });
    expect(status.revision).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(status.children.map(({ path }) => path)).toEqual([
      "db",
      "web",
      "web/api",
      "web/worker",
      "pool",
      "pool#1",
      "pool#2",
      "absent",
    ]);
    expect(status.children[1]).toMatchObject({
      kind: "supervisor",
      strategy: "rest_for_one",
      restarts_in_period: 0,
    });
    expect(await now("db")).toMatchObject({
      state: "running",
      wanted: "up",
      health: "unknown",
      run: 1,
      restarts: 0,
      last_exit: null,
    });
  });

  it("isolates a missing executable from everything else", async () => {
    expect(await now("absent")).toMatchObject({
      state: "backoff",
      reason: expect.stringContaining("./absent was not found"),
    });
    expect((await place.status()).state).toBe("running");
  });

  it("restarts a killed child with those after it, and records that in the journal", async () => {
    const before = await place.status();
    process.kill(service(before, "web/api").pid ?? 0, "SIGKILL");
    await eventually("both run again", async () => {
      const status = await place.status();
      return ["web/api", "web/worker"].every(
        (path) => service(status, path).run === 2 && service(status, path).state === "running",
      );
    });
    const after = await place.status();
    expect(service(after, "web/api").last_exit).toMatchObject({ run: 1, code: null, signal: "SIGKILL" });
    expect(service(after, "db").pid).toBe(service(before, "db").pid);
    const events = (await place.sentinel("events", "web/api", "--json")).out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events).toContainEqual(
      expect.objectContaining({
        subject: "web/api",
        type: "transition",
        run: 1,
        from: "running",
        to: "backoff",
        reason: "killed by SIGKILL",
        by: "system",
      }),
    );
    expect(events.map(({ seq }) => seq)).toEqual([...events.map(({ seq }) => seq)].sort((a, b) => a - b));
  });

  it("stops, starts and restarts children by short names and globs", async () => {
    expect((await place.sentinel("stop", "worker")).out).toContain("web/worker: stopped");
    expect(await now("web/worker")).toMatchObject({ state: "stopped", wanted: "down", pid: null });
    expect((await place.sentinel("start", "worker")).code).toBe(0);
    const before = await now("pool#1");
    expect((await place.sentinel("restart", "pool*")).code).toBe(0);
    expect((await now("pool#1")).run).toBe((before.run ?? 0) + 1);
    expect((await now("pool#1")).restarts).toBe(0);
  });

  it("scales without touching the instances that stay", async () => {
    const before = await now("pool#1");
    expect((await place.sentinel("scale", "pool", "4")).code).toBe(0);
    expect((await now("pool#4")).state).toBe("running");
    expect((await place.sentinel("scale", "pool", "1")).code).toBe(0);
    expect((await now("pool#1")).pid).toBe(before.pid);
    expect((await place.status()).children.filter(({ path }) => path.startsWith("pool#"))).toHaveLength(1);
  });

  it("adds and removes children, each with a new revision", async () => {
    const before = (await place.status()).revision;
    expect((await place.sentinel("add", "extra", "--under", "web", "--", "sleep", "1000")).code).toBe(0);
    expect(await now("web/extra")).toMatchObject({ state: "running", wanted: "up" });
    expect((await place.status()).revision).not.toBe(before);
    const refused = await place.sentinel("add", "extra", "--under", "web", "--", "sleep", "1");
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("already") });
    expect((await place.sentinel("remove", "extra")).code).toBe(0);
    expect((await place.status()).revision).toBe(before);
  });

  it("removes an added child that can't be started", async () => {
    const { code, err } = await place.sentinel("add", "broken", "--", "./nothing-here");
    expect(code).toBe(1);
    expect(err).toContain("was not found");
    expect((await place.status()).children.some(({ path }) => path === "broken")).toBe(false);
  });

  it("sends signals to process groups", async () => {
    const { pid } = await now("db");
    expect((await place.sentinel("signal", "db", "TERM")).out).toContain(`SIGTERM sent to pid ${pid}`);
    await eventually("it is restarted", async () => (await now("db")).run === 2);
    expect((await now("db")).last_exit).toMatchObject({ signal: "SIGTERM" });
  });

  it("explains a state with its facts", async () => {
    const { out } = await place.sentinel("explain", "absent");
    expect(out).toContain("absent is in backoff since");
    expect(out).toContain("next attempt");
    expect((await place.json<{ facts: { restart: string } }>("explain", "db")).facts.restart).toBe(
      "permanent",
    );
  });

  it("shows the output of children", async () => {
    expect((await place.sentinel("logs", "api", "-n", "1")).out).toBe("listening\n");
    const line = JSON.parse((await place.sentinel("logs", "web/api", "-n", "1", "--json")).out);
    expect(line).toMatchObject({
      path: "web/api",
      stream: "stdout",
      text: "listening",
      seq: expect.any(Number),
    });
  });

  it("exits with the documented codes", async () => {
    expect((await place.sentinel("stop", "nobody")).code).toBe(4);
    expect((await place.sentinel("stop")).code).toBe(2);
    expect((await place.sentinel("stats")).err).toContain('did you mean "status"?');
    expect((await place.sentinel("stats")).code).toBe(2);
    expect((await place.sentinel("status", "--home", `${place.folder}/elsewhere`)).code).toBe(3);
    expect((await place.sentinel("scale", "db", "2")).code).toBe(1);
    expect((await place.sentinel("version")).out).toBe("sentinel 0.1.0\n");
  });

  it("rejects a second daemon, which names the first one", async () => {
    const { pid } = (await place.status()).daemon;
    for (const args of [["up"], ["up", "--detach"], ["daemon"]]) {
      expect(await place.sentinel(...args)).toMatchObject({
        code: 1,
        err: expect.stringContaining(`pid ${pid}`),
      });
    }
  });

  it("stops everything and leaves no process", async () => {
    const pids = (await place.status()).children.flatMap((child) =>
      child.kind === "service" && child.pid ? [child.pid] : [],
    );
    expect((await place.sentinel("down")).code).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect((await place.sentinel("status")).code).toBe(3);
  });
});

describe("a daemon that was killed", () => {
  it("leaves a socket that the next one replaces, and its children untouched", async () => {
    const place = makePlace(
      "version: 1\nname: one\nchildren:\n  a: { command: sleep 1000, min_uptime: 50ms }\n",
    );
    try {
      expect((await place.sentinel("up", "--detach")).code).toBe(0);
      const before = await place.status();
      process.kill(before.daemon.pid, "SIGKILL");
      await eventually("the daemon is gone", () => !isAlive(before.daemon.pid));
      const old = service(before, "a").pid ?? 0;
      expect(isAlive(old), "its child lives on").toBe(true);
      expect((await place.sentinel("up", "--detach")).code).toBe(0);
      expect(service(await place.status(), "a"), "and the next daemon takes it up").toMatchObject({
        state: "running",
        pid: old,
        run: 1,
      });
    } finally {
      await place.leave();
    }
  });
});

describe("a tree in the foreground", () => {
  it("prints its events, stops in order on SIGINT, and exits with 130", async () => {
    const place = makePlace(
      "version: 1\nname: fore\nchildren:\n  a: { command: sleep 1000, min_uptime: 50ms }\n  b: { command: sleep 1000, min_uptime: 50ms }\n",
    );
    try {
      const { process: up, out } = place.stay("up");
      await eventually("the tree runs", () => out().includes("tree: starting → running"));
      const ended = new Promise((resolve) => up.on("exit", resolve));
      up.kill("SIGINT");
      expect(await ended).toBe(130);
      const stops = out()
        .split("\n")
        .filter((line) => line.includes("stopping → stopped"));
      expect(stops.map((line) => line.replace(/^\S+ \S+ (\w+).*/, "$1"))).toEqual(["b", "a", "tree"]);
    } finally {
      await place.leave();
    }
  });

  it("kills at once on a second SIGINT", async () => {
    const place = makePlace(
      "version: 1\nname: stubborn\nchildren:\n  a: { command: [sh, -c, \"trap '' TERM; while :; do sleep 1; done\"], min_uptime: 50ms, stop: { timeout: 1h } }\n",
    );
    try {
      const { process: up, out } = place.stay("up");
      await eventually("the tree runs", () => out().includes("tree: starting → running"));
      const ended = new Promise((resolve) => up.on("exit", resolve));
      up.kill("SIGINT");
      await eventually("it is asked to stop", () => out().includes("running → stopping"));
      up.kill("SIGINT");
      expect(await ended).toBe(130);
    } finally {
      await place.leave();
    }
  });

  it("does not start with an invalid file, and reports all its errors", async () => {
    const place = makePlace("version: 1\nname: bad\nstratgy: one_for_one\nchildren:\n  a: { comand: x }\n");
    try {
      const { code, err } = await place.sentinel("up");
      expect(code).toBe(5);
      expect(err).toContain('sentinel.yaml:3:1: unknown key "stratgy"');
      expect(err).toContain('did you mean "command"?');
      expect((await place.sentinel("config", "validate")).code).toBe(5);
      place.write("version: 1\nname: good\nchildren: { a: { command: x } }\n");
      expect((await place.sentinel("config", "validate")).code).toBe(0);
    } finally {
      await place.leave();
    }
  });

  it("rejects a folder with other files as its home", async () => {
    const place = makePlace("version: 1\nname: x\nchildren: { a: { command: x } }\n");
    try {
      const { code, err } = await place.sentinel("up", "--home", place.folder);
      expect(code).toBe(1);
      expect(err).toContain("is not a Sentinel home");
    } finally {
      await place.leave();
    }
  });
});
