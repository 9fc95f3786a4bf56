import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Effect } from "effect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDirectory } from "../../../src/adapters/node/layout/runDirectories.ts";
import { layer } from "../../../src/adapters/node/probe/Prober.ts";
import { markOf } from "../../../src/adapters/node/process/records/runDirectory.ts";
import { serviceFrom } from "../../../src/config/read/service/serviceFrom.ts";
import type { Check } from "../../../src/domain/tree/ProbeSpec.ts";
import { type Attempt, type ProbedRun, Prober } from "../../../src/ports/machine/Prober.ts";

let folder = "";
let run: ProbedRun;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-probe-")));
  const spec = serviceFrom("web", { argv: ["true"] }, folder, "one_for_one");
  run = {
    path: "web",
    run: 3,
    spec: { ...spec, env: { COLOUR: "green" } },
    ports: [{ name: null, port: 4711 }],
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One attempt; without a result within `ms` it is interrupted. */
const probe = (check: Check, ms = 5_000): Promise<Attempt | "interrupted"> =>
  Effect.flatMap(Prober, (prober) => prober.probe(check, run)).pipe(
    Effect.timeoutTo({ duration: ms, onSuccess: (found) => found, onTimeout: () => "interrupted" as const }),
    Effect.provide(layer({ home: folder, parseEnvFile: () => [] as never })),
    Effect.runPromise,
  );

const http: Extract<Check, { kind: "http" }> = {
  kind: "http",
  scheme: "http",
  method: "GET",
  host: "127.0.0.1",
  port: 1,
  path: "/healthz",
  headers: {},
  status: [{ from: 200, to: 399 }],
  body: null,
};

/** Probe a server that answers so. */
const served = async (
  listener: RequestListener,
  check: Partial<typeof http> = {},
  ms?: number,
): Promise<Attempt | "interrupted"> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await probe({ ...http, port, ...check }, ms);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

/** A port where nobody listens. */
const closedPort = async (): Promise<number> => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

describe("a probe by TCP", () => {
  it("succeeds where somebody listens, and says why where nobody does", async () => {
    const port = await closedPort();
    expect(await probe({ kind: "tcp", host: "127.0.0.1", port })).toEqual({
      outcome: "failure",
      message: `connection refused on 127.0.0.1:${port}`,
    });
    const server = createTcpServer((socket) => socket.resume());
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    expect(await probe({ kind: "tcp", host: "127.0.0.1", port })).toEqual({
      outcome: "success",
      message: `connected to 127.0.0.1:${port}`,
    });
    await new Promise((resolve) => server.close(resolve));
  });

  it("fails for a host that no name service knows, and a port that the run does not have", async () => {
    const found = await probe({ kind: "tcp", host: "nowhere.invalid", port: 80 });
    expect(found).toMatchObject({ outcome: "failure" });
    expect((found as Attempt).message).toContain("nowhere.invalid");
    expect(await probe({ kind: "tcp", host: "127.0.0.1", port: { name: "admin" } })).toEqual({
      outcome: "failure",
      message: "the run has no port called admin",
    });
  });
});

describe("a probe by HTTP", () => {
  it("compares the status, sends its headers, and does not follow redirects", async () => {
    const asked: Array<string | undefined> = [];
    const redirect: RequestListener = ({ url, method, headers }, response) => {
      asked.push(`${method} ${url} ${headers["x-token"]}`);
      response.writeHead(302, { location: "/elsewhere" }).end();
    };
    const headers = { "x-token": "a" };
    expect(await served(redirect, { headers, method: "HEAD" })).toEqual({
      outcome: "success",
      message: "status 302",
    });
    expect(asked).toEqual(["HEAD /healthz a"]);
    expect(await served(redirect, { status: [{ from: 200, to: 200 }] })).toEqual({
      outcome: "failure",
      message: "status 302, expected 200",
    });
  });

  it("compares the beginning of a body, also of one without an end", async () => {
    const flood: RequestListener = (_, response) => {
      const timer = setInterval(() => response.write("x".repeat(16_384)), 1);
      response.once("close", () => clearInterval(timer));
    };
    expect(await served((_, response) => response.end('{"ok": true}'), { body: '"ok": true' })).toMatchObject(
      {
        outcome: "success",
      },
    );
    expect(await served(flood, { body: "y" })).toEqual({
      outcome: "failure",
      message: "the first 64 KiB of the body do not match /y/",
    });
    expect(await served(flood), "a body that nobody asks for is not read").toMatchObject({
      outcome: "success",
    });
  });

  it("has no result while a server says nothing, and leaves no connection when it is interrupted", async () => {
    let closed: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const silent: RequestListener = ({ socket }) => void socket.once("close", () => closed?.());
    expect(await served(silent, {}, 200)).toBe("interrupted");
    await gone;
  });

  it("does not follow a redirect that leads to itself: its status is the result", async () => {
    let asked = 0;
    const loop: RequestListener = (_, response) => {
      asked += 1;
      response.writeHead(307, { location: "/healthz" }).end();
    };
    expect(await served(loop)).toEqual({ outcome: "success", message: "status 307" });
    expect(asked).toBe(1);
  });

  it("fails for headers without an end, and has no result while they come drop by drop", async () => {
    const flood = createTcpServer((socket) => {
      socket.on("error", () => undefined).write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write(`x-${"y".repeat(4_000)}: z\r\n`), 1);
      socket.once("close", () => clearInterval(timer));
    });
    const drops = createTcpServer((socket) => {
      socket.on("error", () => undefined);
      const timer = setInterval(() => socket.write("H"), 50);
      socket.once("close", () => {
        clearInterval(timer);
        drops.close();
      });
      socket.write("HTTP/1.1 200 OK\r\nx-");
    });
    const listening = async (server: typeof flood): Promise<number> => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return (server.address() as AddressInfo).port;
    };
    const port = await listening(flood);
    expect(await probe({ ...http, port })).toEqual({
      ...{ outcome: "failure", message: `127.0.0.1:${port} answered with too many headers` },
    });
    flood.close();
    const ended = new Promise((resolve) => drops.once("close", resolve));
    expect(await probe({ ...http, port: await listening(drops) }, 500)).toBe("interrupted");
    await ended;
  });

  it("fails for a host that no name service knows", async () => {
    const found = await probe({ ...http, host: "nowhere.invalid" });
    expect(found).toMatchObject({ outcome: "failure", message: expect.stringContaining("nowhere.invalid") });
  });

  it("fails where the answer is not HTTP, or none", async () => {
    const server = createTcpServer((socket) => socket.resume().end("+PONG\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect((await probe({ ...http, port })) as Attempt).toMatchObject({ outcome: "failure" });
    await new Promise((resolve) => server.close(resolve));
    expect(await served(({ socket }) => void socket.destroy())).toMatchObject({ outcome: "failure" });
  });
});

describe("a probe by a command", () => {
  const shell = (script: string): Check => ({ kind: "exec", command: { shell: script } });

  it("runs in the folder and the environment of the child, and is judged by its exit code", async () => {
    const script = `test "$COLOUR $PORT $SENTINEL_PATH $(pwd)" = "green 4711 web ${folder}"`;
    expect(await probe(shell(script))).toEqual({ outcome: "success", message: "exit code 0" });
    expect(await probe(shell("echo first; echo no database >&2; exit 3"))).toEqual({
      outcome: "failure",
      message: "exit code 3: no database",
    });
    expect(await probe({ kind: "exec", command: { argv: ["no-such-program"] } })).toMatchObject({
      outcome: "failure",
      message: expect.stringContaining("no-such-program was not found in PATH"),
    });
  });

  const exists = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
      return false;
    }
  };

  it("leaves no process: neither of a command that has exited, nor of one that is interrupted", async () => {
    const file = join(folder, "pid");
    const gone = async (): Promise<void> => {
      const pid = Number(readFileSync(file, "utf8"));
      await expect.poll(() => exists(pid)).toBe(false);
    };
    expect(await probe(shell(`sleep 600 & echo $! > ${file}; exit 0`))).toMatchObject({ outcome: "success" });
    await gone();
    expect(await probe(shell(`sleep 600 & echo $! > ${file}; wait`), 500)).toBe("interrupted");
    await gone();
  });

  it("keeps the last line of a flood, and ends the flood when it is interrupted", async () => {
    expect(await probe(shell("yes no | head -c 3000000; echo; echo the end; exit 4"))).toEqual({
      ...{ outcome: "failure", message: "exit code 4: the end" },
    });
    const file = join(folder, "flood");
    expect(await probe(shell(`echo $$ > ${file}; exec yes`), 500)).toBe("interrupted");
    await expect.poll(() => exists(Number(readFileSync(file, "utf8")))).toBe(false);
  });

  it.runIf(process.platform === "linux")(
    "leaves the mark of the run on what has left its group, by which the sweep at the end of the run finds it",
    async () => {
      const file = join(folder, "escaped");
      const leaves = `setsid sh -c 'echo $$ > ${file}; exec sleep 600' & until [ -s ${file} ]; do sleep 0.02; done`;
      expect(await probe(shell(leaves))).toMatchObject({ outcome: "success" });
      const pid = Number(readFileSync(file, "utf8"));
      try {
        const mark = markOf(folder, run.path, run.run);
        expect(exists(pid)).toBe(true);
        expect(readFileSync(`/proc/${pid}/environ`, "utf8")).toContain(mark);
      } finally {
        process.kill(pid, "SIGKILL");
      }
    },
  );
});

describe("a probe by the age of the output", () => {
  it("fails once the child has printed nothing for too long", async () => {
    const directory = runDirectory(folder, run);
    mkdirSync(directory, { recursive: true });
    const check: Check = { kind: "output", withinMs: 60_000 };
    expect(await probe(check)).toMatchObject({
      outcome: "failure",
      message: "the files of its output can't be read",
    });
    for (const name of ["out", "err"]) writeFileSync(join(directory, name), "");
    expect(await probe(check)).toMatchObject({ outcome: "success" });
    const then = Date.now() / 1000 - 90;
    for (const name of ["out", "err"]) utimesSync(join(directory, name), then, then);
    expect(await probe(check)).toMatchObject({ outcome: "failure", message: "no output for 90 s" });
  });
});
