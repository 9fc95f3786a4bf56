import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createAdaptorServer } from "@hono/node-server";
import { Effect, Exit, Layer, Runtime, Scope, Stream } from "effect";
import { makeApp } from "../../api/app.ts";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import { listenOn } from "../../src/adapters/node/socket.ts";
import * as vitalSigns from "../../src/adapters/node/VitalSigns.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { serviceFrom } from "../../src/config/serviceFrom.ts";
import { CannotRun, JournalError } from "../../src/domain/Errors.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { type LogLine, LogStore } from "../../src/ports/LogStore.ts";
import { Sampler } from "../../src/ports/Sampler.ts";
import { layer as ownHealth } from "../../supervisors/OwnHealth.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { layer } from "../../supervisors/supervise.ts";

/** What a request was answered with. */
export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  // The tests say what they expect of it.
  // biome-ignore lint/suspicious/noExplicitAny: a JSON document of any kind
  readonly body: any;
}

/** A daemon whose processes exist only in memory, on a real unix socket. */
export interface Daemon {
  readonly socket: string;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
  /** A stream of JSON lines: each line as it comes, and how to stop listening. */
  readonly listen: (
    path: string,
    body?: unknown,
  ) => Promise<{ next: () => Promise<unknown>; leave: () => void }>;
  readonly processes: ReadonlyMap<string, memory.MemoryProcess>;
  readonly left: ReadonlyArray<string>;
  readonly end: () => Promise<void>;
}

const line = (path: string, run: number, seq: number, text: string): LogLine => ({
  ...{ path, run, seq, text },
  at: "2026-01-01T00:00:00.000Z",
  stream: "stderr",
});

/** Every run has said the same. */
const logs = Layer.succeed(
  LogStore,
  LogStore.of({
    track: () => Effect.void,
    drained: () => Effect.succeed({ first: 1, last: 2, lines: 2, complete: true }),
    alarms: Stream.empty,
    lag: Effect.succeed({ unread_bytes: 0, oldest_unread_ms: 0, child: null }),
    read: ({ within: [path = ""], run = 1, last = 2 }) =>
      Stream.fromIterable([line(path, run, 1, "it begins"), line(path, run, 2, "no disk left")].slice(-last)),
    follow: ({ within: [path = ""] }) => Stream.make(line(path, 1, 3, "more")),
    followFrom: (places, { within: [path = ""] }) => {
      const after = places?.get(path) ?? 2;
      return Stream.make({ path, after }, line(path, 1, after + 1, "more"));
    },
  }),
);

const idle = Layer.succeed(Sampler, Sampler.of({ sample: () => Effect.succeed(new Map()) }));

/** Ready at once; what is called `absent` can't be run. */
const makeScript = (processes: Map<string, memory.MemoryProcess>): memory.MemoryScript => {
  const end = (process: memory.MemoryProcess, signal: string) => Effect.sync(() => process.exit({ signal }));
  return {
    start: (process) =>
      Effect.suspend(() => {
        if (process.path.endsWith("absent"))
          return new CannotRun({ problem: "ENOENT", message: "absent was not found" });
        processes.set(process.path, process);
        process.becomeReady();
        return Effect.void;
      }),
    asked: (process) => end(process, "SIGTERM"),
    killed: (process) => end(process, "SIGKILL"),
  };
};

const specOf = (yaml: string) => {
  const parsed = parseTree(yaml, { file: "test.yaml", directory: "/", variables: {} });
  if (parsed._tag === "Left") throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
};

/** A journal in memory that can be written only while there is room. */
const journalWith = (hasRoom: () => boolean): Layer.Layer<Journal> =>
  Layer.effect(
    Journal,
    Effect.map(Journal, (journal) =>
      Journal.of({
        ...journal,
        write: (batch) =>
          Effect.suspend(() =>
            hasRoom() ? journal.write(batch) : new JournalError({ message: "the disk is full" }),
          ),
      }),
    ),
  ).pipe(Layer.provide(memoryJournal.layer));

export const makeDaemon = async (yaml: string, hasRoom = () => true): Promise<Daemon> => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-api-"));
  const socket = join(folder, "s");
  const processes = new Map<string, memory.MemoryProcess>();
  const left: Array<string> = [];
  const world = Layer.mergeAll(
    memory.layer(makeScript(processes)),
    journalWith(hasRoom),
    memoryRevisions.layer,
    idle,
    logs,
  );
  const tree = layer(
    { kind: "valid", tree: specOf(yaml), source: "test.yaml" },
    {
      version: "test",
      pid: 1,
      heedsFile: true,
      problem: null,
      complain: () => undefined,
      revisionOf: (spec) => `sha256:${JSON.stringify(spec).length}`,
      serviceFrom: (name, command) => serviceFrom(name, command, "/"),
    },
  );
  const scope = Effect.runSync(Scope.make());
  const runtime = await Effect.runPromise(
    Layer.toRuntime(
      Layer.provide(ownHealth, vitalSigns.layer({ home: folder })).pipe(
        Layer.provideMerge(tree),
        Layer.provideMerge(world),
      ),
    ).pipe(Scope.extend(scope)),
  );
  const app = makeApp(runtime, {
    leave: (how, by) => void left.push(`${how} by ${by}`),
    makeRoom: () => void left.push("room is made"),
  });
  const server = await listenOn(socket, createAdaptorServer({ fetch: app.fetch }));
  await Runtime.runPromise(runtime)(Effect.flatMap(Supervision, ({ settled }) => settled));

  const send = (method: string, path: string, body?: string) => {
    const headers = { "content-type": "application/json" };
    const sent = request({ socketPath: socket, method, path: `/api/v1${path}`, headers });
    sent.end(body);
    return sent;
  };
  const ask = (method: string, path: string, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      send(method, path, body)
        .on("error", reject)
        .on("response", async (response) => {
          let text = "";
          for await (const chunk of response.setEncoding("utf8")) text += chunk;
          const { statusCode = 0, headers } = response;
          resolve({ status: statusCode, type: headers["content-type"], body: JSON.parse(text) });
        });
    });
  return {
    socket,
    processes,
    left,
    get: (path) => ask("GET", path),
    post: (path, body) => ask("POST", path, typeof body === "string" ? body : JSON.stringify(body)),
    listen: (path, body) =>
      new Promise((resolve, reject) => {
        const sent = body === undefined ? send("GET", path) : send("POST", path, JSON.stringify(body));
        sent.on("error", reject).on("response", (response) => {
          const lines = createInterface({ input: response })[Symbol.asyncIterator]();
          const next = async (): Promise<unknown> => {
            const { value, done } = await lines.next();
            if (done) return null;
            return value === "" ? next() : JSON.parse(value);
          };
          resolve({ next, leave: () => sent.destroy() });
        });
      }),
    end: async () => {
      await Effect.runPromise(Scope.close(scope, Exit.void));
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
