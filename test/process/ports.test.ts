import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, Server } from "node:net";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { listenersIn } from "../../src/adapters/node/process/ports/listeners.ts";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { needs } from "../support/needs.ts";
import { inWorld, nextDaemon, serviceOf, until, type World } from "./world.ts";

/** A server of our own on a free port; closed when the test is over. */
const listening = async (host: string): Promise<number> => {
  const server: Server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it listens on a port");
  return address.port;
};

const printing = (ports: ServiceSpec["ports"], rest: Partial<ServiceSpec> = {}): ServiceSpec =>
  serviceOf(["waits"], { command: { shell: "echo $PORT $PORT_HTTP $PORT_ADMIN_2" }, ports, ...rest });

const said = async ({ start }: World, spec: ServiceSpec, path: string): Promise<string> => {
  const run = await start(spec, path);
  expect((await run.end).exit).toEqual({ code: 0 });
  return run.output().trim();
};

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port);
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
};

/**
 * A port on which nobody listens, nor on those so much higher. Below those that systems choose themselves: one of the
 * higher ones was taken by another test.
 */
const freePort = async (...higher: ReadonlyArray<number>): Promise<number> => {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([0, ...higher].map((more) => isFree(port + more)));
    if (free.every(Boolean)) return port;
  }
};

const node = (...args: ReadonlyArray<string>): ChildProcess => {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
};

const serving = (port: number): string =>
  `require("node:net").createServer().listen(${port}, "127.0.0.1", () => console.log("up"))`;

const showsHolder = existsSync("/proc/net/tcp");
const needsHolder = needs(showsHolder ? null : "without /proc, the holder of a port is not known");

// F1: replicas shared a port, and "Emitted 'error' event" was all that was said.
describe("the ports of a run", () => {
  it("are in its environment, incremented for each instance", () =>
    inWorld(async (world) => {
      const port = await freePort(1, 10, 11, 20, 21);
      const ports = [
        { name: null, port },
        { name: "http", port: port + 10 },
        { name: "admin-2", port: port + 20 },
      ];
      expect(await said(world, printing(ports), "api")).toBe(`${port} ${port + 10} ${port + 20}`);
      const second = await world.start(printing(ports), "api#2");
      expect(second.process.ports).toEqual([
        { name: null, port: port + 1 },
        { name: "http", port: port + 11 },
        { name: "admin-2", port: port + 21 },
      ]);
      await second.end;
      expect(second.output().trim()).toBe(`${port + 1} ${port + 11} ${port + 21}`);
    }));

  // Regression: on macOS, 10,000 ports were tried at once, with a descriptor each.
  it("chosen with auto are looked at one by one", () =>
    inWorld(async ({ start }) => {
      const { listen } = Server.prototype;
      let atOnce = 0;
      const counted = vi.spyOn(Server.prototype, "listen").mockImplementation(function (
        this: Server,
        ...args
      ) {
        atOnce += 1;
        this.once("close", () => {
          atOnce -= 1;
        });
        expect(atOnce).toBeLessThan(10);
        return listen.apply(this, args);
      });
      try {
        const run = await start(printing([{ name: null, port: "auto" }]), "api");
        await run.end;
      } finally {
        counted.mockRestore();
      }
    }));

  needsHolder("that are in use make the start fail, which names the process", () =>
    inWorld(async ({ refusal }) => {
      const port = await freePort();
      const holder = node("-e", serving(port));
      await once(holder.stdout ?? holder, "data");
      const error = await refusal(printing([{ name: null, port }]));
      expect(error).toMatchObject({ _tag: "SpawnFailed", code: "EADDRINUSE" });
      expect(error.message).toMatch(
        new RegExp(`^port ${port} is in use by pid ${holder.pid} \\(${process.execPath} -e require`),
      );
    }),
  );

  it.each(["0.0.0.0", "127.0.0.1", "::", "::1"])("are in use if a process listens on %s", (host) =>
    inWorld(async ({ refusal }) => {
      const port = await listening(host);
      const { message } = await refusal(printing([{ name: null, port }]));
      expect(message).toContain(`port ${port} is in use${showsHolder ? ` by pid ${process.pid} (` : ""}`);
    }),
  );

  needsHolder("that another child of the tree has are reported with its path", () =>
    inWorld(async ({ start, refusal }) => {
      const port = await freePort();
      const other = await start(
        serviceOf(["waits"], { command: { argv: [process.execPath, "-e", serving(port)] } }),
        "web/api#2",
      );
      await until(() => other.output().includes("up"));
      const { message } = await refusal(printing([{ name: "http", port }]));
      expect(message).toBe(`port ${port} is in use by web/api#2 (pid ${other.pid})`);
    }),
  );

  it("are chosen with auto, differ, and stay the same across restarts and daemons", () =>
    inWorld(async (world) => {
      const ports = [
        { name: null, port: "auto" },
        { name: "http", port: "auto" },
      ] as const;
      const first = await said(world, printing(ports), "web/api#1");
      const second = await said(world, printing(ports), "web/api#2");
      expect(new Set(`${first} ${second}`.split(" ")).size).toBe(4);
      expect(await said(world, printing(ports), "web/api#1")).toBe(first);
      const next = await nextDaemon(world.home);
      const process = await Effect.runPromise(
        next.spawn({ path: "web/api#2", run: 77, spec: printing(ports) }),
      );
      await Effect.runPromise(process.end);
      expect(process.ports?.map(({ port }) => port).join(" ")).toBe(second);
      expect(readFileSync(join(world.home, "ports.json"), "utf8")).toContain(second.split(" ")[0]);
    }));

  it("with auto are chosen again if another process uses the previous one", () =>
    inWorld(async (world) => {
      const ports = [{ name: null, port: "auto" }] as const;
      const before = await said(world, printing(ports), "api");
      const holder = node("-e", serving(Number(before)));
      await once(holder.stdout ?? holder, "data");
      const after = await said(world, printing(ports), "api");
      expect(after).not.toBe(before);
      expect(await said(world, printing(ports), "api")).toBe(after);
    }));

  it("are known to the next daemon, which adopts the run", () =>
    inWorld(async ({ home, start }) => {
      const port = await freePort();
      const run = await start(serviceOf(["waits"], { ports: [{ name: "http", port }] }), "api");
      const next = await nextDaemon(home);
      const left = await Effect.runPromise(next.left);
      const [found] = left.runs;
      if (!found) throw new Error("the run is found");
      const adopted = await Effect.runPromise(
        next.adopt(found, { ready: { kind: "alive", minUptimeMs: 0 }, stopSignal: "SIGTERM" }),
      );
      expect(adopted.ports).toEqual([{ name: "http", port }]);
      await run.kill();
      await Effect.runPromise(adopted.end);
    }));

  it("beyond the highest make the start fail", () =>
    inWorld(async ({ start }) => {
      await expect(start(printing([{ name: null, port: 65_535 }]), "api#2")).rejects.toThrow(
        "its port would be 65536, and 65535 is the highest",
      );
    }));
});

it("a listener counts if it conflicts with the child's, and a connection never does", () => {
  const line = (local: string, state: string): string =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000    33        0 4711 1 0 100 0`;
  const text = [
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
    line("00000000:0BB8", "0A"),
    line("0100007F:0BB9", "0A"),
    line("3500007F:0035", "0A"),
    line("0100007F:0BBA", "01"),
    line("00000000000000000000000001000000:0BBB", "0A"),
  ].join("\n");
  expect(listenersIn(text)).toEqual([3000, 3001, 3003].map((port) => ({ port, inode: "4711", uid: 33 })));
});
