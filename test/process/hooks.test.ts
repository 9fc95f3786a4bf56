import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Effect, Fiber } from "effect";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { HookRequest } from "../../src/ports/machine/ProcessSpawner.ts";
import { needs } from "../support/needs.ts";
import { inWorld, lives, serviceOf, until, type World } from "./world.ts";

const request = (shell: string, rest: Partial<HookRequest> = {}): HookRequest => ({
  ...{ path: "child", run: 1, hook: "after_start", command: { shell } },
  spec: serviceOf(["waits"], { env: { GREETING: "hello" } }),
  ...{ variables: { SENTINEL_PID: "7" }, ports: [{ name: null, port: 3000 }] },
  ...rest,
});

const hook = ({ spawner }: World, ...made: Parameters<typeof request>) =>
  Effect.runPromise(spawner.hook(request(...made)));

const pidIn = (text: string): number => Number(/pid (\d+)/.exec(text)?.[1]);

describe("a hook", () => {
  it("has the environment of its child, and is told what it is for", () =>
    inWorld(async (world) => {
      const said = "echo $GREETING $SENTINEL_PATH $SENTINEL_HOOK $SENTINEL_PID $PORT";
      expect(await hook(world, said)).toEqual({
        failure: null,
        lines: ["[after_start] hello child after_start 7 3000"],
      });
    }));

  it("adds what it prints to the output of its run, a line at a time", () =>
    inWorld(async (world) => {
      const run = await world.start(serviceOf(["waits"]));
      const running = hook(world, "echo one; echo two >&2; sleep 60 & echo pid $!; wait");
      await until(() => run.output("err").includes("[after_start] pid"));
      expect(run.output("err").split("\n").slice(0, 3).sort()).toEqual([
        "[after_start] one",
        expect.stringMatching(/^\[after_start\] pid \d+$/),
        "[after_start] two",
      ]);
      const pid = pidIn(run.output("err"));
      await run.kill();
      // The sweep at the end of a run ends its hooks, too: they have its mark.
      expect((await running).failure).toMatch(/^killed by SIGKILL: /);
      expect(lives(pid)).toBe(false);
    }));

  it("fails with its exit code and its last line, or because it can't be started", () =>
    inWorld(async (world) => {
      expect(await hook(world, "echo starting; printf 'no database' >&2; exit 3")).toEqual({
        failure: "exit code 3: no database",
        lines: ["[after_start] starting", "[after_start] no database"],
      });
      const { failure } = await hook(world, "", { command: { argv: ["/no/such/program"] } });
      expect(failure).toContain("/no/such/program was not found");
    }));

  it("leaves nothing of its group, whether it ends or is interrupted", () =>
    inWorld(async (world) => {
      const { lines } = await hook(world, "sleep 60 & echo pid $!");
      const left = pidIn(lines[0] ?? "");
      await until(() => !lives(left));
      const run = await world.start(serviceOf(["waits"]));
      const fiber = Effect.runFork(world.spawner.hook(request("sleep 60 & echo pid $!; wait")));
      await until(() => pidIn(run.output("err")) > 0);
      const pid = pidIn(run.output("err"));
      await Effect.runPromise(Fiber.interrupt(fiber));
      await until(() => !lives(pid));
    }));

  it("finds no child that it has not started", () =>
    inWorld(async (world) => {
      const command = [
        "python3",
        "-c",
        "import os\ntry: os.wait()\nexcept ChildProcessError: print('none')",
      ] as const;
      expect((await hook(world, "", { command: { argv: command } })).lines).toEqual(["[after_start] none"]);
    }));

  it("before the start of its run begins the output of that", () =>
    inWorld(async ({ spawner, home }) => {
      const spec = serviceOf(["waits"], { command: { shell: "echo own >&2; echo done" } });
      const preface = ["[before_start] migrated"];
      const process = await Effect.runPromise(spawner.spawn({ path: "child", run: 1, spec, preface }));
      await Effect.runPromise(process.end);
      const { readFileSync } = await import("node:fs");
      expect(readFileSync(`${home}/runs/child/1/err`, "utf8")).toBe("[before_start] migrated\nown\n");
    }));
});

/** A program that listens, with the mark of a run. */
const listening = async (mark: string): Promise<{ readonly pid: number; readonly port: number }> => {
  const script = `const s = require("node:net").createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))`;
  const child = spawn(process.execPath, ["-e", script], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, SENTINEL_RUN: mark },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [chunk] = await once(child.stdout, "data");
  return { pid: child.pid ?? 0, port: Number(String(chunk)) };
};

const at = (port: number, busy?: "wait" | "kill_own"): Partial<ServiceSpec> => ({
  ports: [{ name: null, port }],
  ...(busy ? { busyPorts: [{ name: null, busy }] } : {}),
});

const needsProc = needs(
  process.platform === "linux" ? null : "without /proc, the holder of a port is not known",
);

describe("a busy port", () => {
  needsProc("is freed of what is left of the child's own runs, where that is declared", () =>
    inWorld(async ({ home, start, refusal }) => {
      const { pid, port } = await listening(`${home}:child:0`);
      expect((await refusal(serviceOf(["waits"], at(port)))).message).toBe(
        `port ${port} is in use by child (pid ${pid})`,
      );
      await start(serviceOf(["waits"], at(port, "kill_own")));
      expect(lives(pid)).toBe(false);
    }),
  );

  needsProc("is never freed of another child's, another home's or a foreign process", () =>
    inWorld(async ({ home, refusal }) => {
      for (const mark of [`${home}:other:1`, `/another/home:child:1`, ""]) {
        const { pid, port } = await listening(mark);
        const { message } = await refusal(serviceOf(["waits"], at(port, "kill_own")));
        expect(message).toContain(`port ${port} is in use by`);
        expect(lives(pid)).toBe(true);
      }
    }),
  );

  it("is in the way of a start that waits for it, until it is free", () =>
    inWorld(async ({ spawner }) => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("it listens on a port");
      const inTheWay = (busy?: "wait") =>
        Effect.runPromise(spawner.inTheWay("child", serviceOf(["waits"], at(address.port, busy))));
      expect(await inTheWay("wait")).toContain(`waits: port ${address.port} is in use`);
      expect(await inTheWay()).toBeNull();
      server.close();
      await once(server, "close");
      expect(await inTheWay("wait")).toBeNull();
    }));
});
