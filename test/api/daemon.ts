import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createAdaptorServer } from "@hono/node-server";
import { Effect, Exit, Layer, Runtime, Schema, Scope, Stream } from "effect";
import * as access from "../../api/access/Access.ts";
import { tcpListener } from "../../api/access/tcpListener.ts";
import { makeApp } from "../../api/app.ts";
import { type Listener, localListener } from "../../api/caller.ts";
import { contract } from "../../api/contract/contract.ts";
import { customaryLimits, type Limits } from "../../api/limits.ts";
import * as memoryAccounts from "../../src/adapters/memory/Accounts.ts";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import { makeLedger } from "../../src/adapters/memory/Ledger.ts";
import * as memoryProber from "../../src/adapters/memory/Prober.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import * as memorySamples from "../../src/adapters/memory/Samples.ts";
import * as credentials from "../../src/adapters/node/Credentials.ts";
import { listenOn } from "../../src/adapters/node/home/socket.ts";
import * as ownProcess from "../../src/adapters/node/usage/OwnProcess.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { serviceFrom } from "../../src/config/read/service/serviceFrom.ts";
import { layer as configuration } from "../../src/daemon/configuration.ts";
import { layer as homeSettings } from "../../src/daemon/homeSettings.ts";
import { layer as ownFile } from "../../src/daemon/ownFile.ts";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { CannotRun, JournalError } from "../../src/domain/Errors.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { SearchFrame } from "../../src/domain/LogSearch.ts";
import { Sampler } from "../../src/ports/machine/Sampler.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { Ledger } from "../../src/ports/store/Ledger.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";
import { Samples } from "../../src/ports/store/Samples.ts";
import { layer as ownHealth } from "../../supervisors/OwnHealth.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { layer } from "../../supervisors/supervise.ts";
import { quietMachine } from "../support/quietMachine.ts";

/** What a request was answered with. */
export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: IncomingHttpHeaders;
  // The tests say what they expect of it.
  // biome-ignore lint/suspicious/noExplicitAny: a JSON document of any kind
  readonly body: any;
}

type Headers = Readonly<Record<string, string>>;

interface Remotely {
  readonly body?: unknown;
  readonly headers?: Headers;
  /** The IP address that it comes from. */
  readonly from?: string;
}

export interface RemoteAnswer extends Omit<Answer, "headers"> {
  readonly headers: globalThis.Headers;
}

/** A daemon whose processes exist only in memory, on a real unix socket. Its answers are checked against the contract. */
export interface Daemon {
  readonly socket: string;
  readonly get: (path: string, headers?: Headers) => Promise<Answer>;
  readonly remove: (path: string, headers?: Headers) => Promise<Answer>;
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<Answer>;
  /** Any other request on the socket. */
  readonly ask: (method: string, path: string, body?: unknown, headers?: Headers) => Promise<Answer>;
  /** A request as by TCP: whoever has no session, key or token is nobody. It comes from this machine, if nothing is said. */
  readonly remotely: (method: string, path: string, how?: Remotely) => Promise<RemoteAnswer>;
  /** What the listener of `remotely` identifies callers by. */
  readonly access: typeof access.Access.Service;
  /** A stream of JSON lines: each line as it comes, and how to stop listening. */
  readonly listen: (
    path: string,
    body?: unknown,
  ) => Promise<{ next: () => Promise<unknown>; leave: () => void }>;
  readonly processes: ReadonlyMap<string, memory.MemoryProcess>;
  readonly samples: typeof Samples.Service;
  readonly left: ReadonlyArray<string>;
  /** The environment that each process was last started with. */
  readonly environments: ReadonlyMap<string, unknown>;
  /** Signals that were sent, as `path signal`. */
  readonly signals: ReadonlyArray<string>;
  readonly end: () => Promise<void>;
}

/** Throws where an answer is not what its route declares, or says more. */
const checkAnswer = (method: string, path: string, answer: unknown): void => {
  const [pathname = ""] = path.split("?");
  const route = Object.values(contract).find(
    (one) =>
      one.at !== "root" &&
      one.method === method &&
      new RegExp(`^${one.path.replaceAll(/:\w+/g, "[^/]+")}$`).test(pathname),
  );
  if (!route) throw new Error(`${method} ${path} was answered and is in no contract`);
  const schema: Schema.Schema.AnyNoContext = route.answer.schema;
  Schema.decodeUnknownSync(schema, { onExcessProperty: "error" })(answer);
};

const line = (path: string, run: number, seq: number, text: string): LogLine => ({
  ...{ path, run, seq, text },
  at: "2026-01-01T00:00:00.000Z",
  stream: "stderr",
});

/** Every run has said the same. A search for `endless` goes on until its end is noted. */
const logsWith = (ended: Array<string>) =>
  Layer.succeed(
    LogStore,
    LogStore.of({
      track: () => Effect.void,
      drained: () => Effect.succeed({ first: 1, last: 2, lines: 2, complete: true }),
      alarms: Stream.empty,
      runs: (within) => Effect.succeed(within.map((path) => ({ path, run: 1 }))),
      lag: Effect.succeed({ unread_bytes: 0, oldest_unread_ms: 0, child: null }),
      read: ({ within: [path = ""], run = 1, last = 2 }) =>
        Stream.fromIterable(
          [line(path, run, 1, "it begins"), line(path, run, 2, "no disk left")].slice(-last),
        ),
      follow: ({ within: [path = ""] }) => Stream.make(line(path, 1, 3, "more")),
      followFrom: (places, { within: [path = ""] }) => {
        const after = places?.get(path) ?? 2;
        return Stream.make({ path, after }, line(path, 1, after + 1, "more"));
      },
      window: ({ within: [path = ""] }, target, { limit, before }) =>
        Effect.succeed({
          items: [{ ...line(path, 1, 1, JSON.stringify({ target, limit, before })), position: 0 }],
          ...{ from: 0, end: 1, total: 1, target: 0, edition: "1", places: { [path]: 1 } },
          unfinished: [],
          oldest: "2026-01-01T00:00:00.000Z",
          newest: "2026-01-01T00:00:00.000Z",
        }),
      search: ({ within, grep, limit }) => {
        const progress = { read: 2, total: 2, found: within.length, reached: null, edition: "1" };
        const hits = within.map((path) => ({ hit: { ...line(path, 1, 2, grep), position: 1 } }));
        if (grep === "endless")
          return Stream.repeatValue<SearchFrame>({ progress }).pipe(
            Stream.tap(() => Effect.sleep("1 millis")),
            Stream.ensuring(Effect.sync(() => void ended.push("the search has ended"))),
          );
        const frames: ReadonlyArray<SearchFrame> = [
          ...hits.slice(0, limit),
          { progress },
          { done: progress },
        ];
        return Stream.fromIterable(frames);
      },
      histogram: ({ within }, buckets) =>
        Effect.succeed({
          ...{ from: 0, to: buckets },
          stdout: Array.from({ length: buckets }, () => within.length),
          stderr: Array.from({ length: buckets }, () => 0),
        }),
    }),
  );

const idle = Layer.succeed(Sampler, Sampler.of({ sample: () => Effect.succeed(new Map()) }));

/** Ready at once; what is called `absent` can't be run. */
const makeScript = (
  processes: Map<string, memory.MemoryProcess>,
  signals: Array<string>,
  silent: string | undefined,
  environments: Map<string, unknown>,
): memory.MemoryScript => {
  const end = (process: memory.MemoryProcess, signal: string) => Effect.sync(() => process.exit({ signal }));
  return {
    start: (process, { env }) =>
      Effect.suspend(() => {
        if (process.path.endsWith("absent"))
          return new CannotRun({ problem: "ENOENT", message: "absent was not found" });
        processes.set(process.path, process);
        environments.set(process.path, env);
        if (process.path !== silent) process.becomeReady();
        return Effect.void;
      }),
    asked: (process) => end(process, "SIGTERM"),
    killed: (process) => end(process, "SIGKILL"),
    signalled: ({ path }, signal) => Effect.sync(() => void signals.push(`${path} ${signal}`)),
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

/** What is otherwise than in a daemon as it is. */
interface Otherwise {
  readonly hasRoom?: () => boolean;
  readonly identify?: Listener["identify"];
  readonly limits?: Partial<Limits>;
  /** The child that never becomes ready; the daemon is there while that is waited for. */
  readonly silent?: string;
  readonly ledger?: typeof Ledger.Service;
  /** The tree's file; by default one that is not on disk. */
  readonly file?: string;
}

export const makeDaemon = async (
  yaml: string,
  {
    hasRoom = () => true,
    limits,
    silent,
    file = "/sentinel.yaml",
    ledger = makeLedger(),
    ...identify
  }: Otherwise = {},
): Promise<Daemon> => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-api-"));
  const socket = join(folder, "s");
  const processes = new Map<string, memory.MemoryProcess>();
  const left: Array<string> = [];
  const signals: Array<string> = [];
  const environments = new Map<string, unknown>();
  const world = Layer.mergeAll(
    quietMachine,
    memory.layer(makeScript(processes, signals, silent, environments)),
    journalWith(hasRoom),
    memoryRevisions.layer,
    memoryRuns.layer,
    memorySamples.layer,
    Layer.succeed(Ledger, ledger),
    idle,
    memoryProber.layer(),
    logsWith(left),
  );
  const tree = layer(
    { kind: "valid", tree: specOf(yaml), formerly: () => specOf(yaml), source: "test.yaml" },
    {
      version: "test",
      pid: 1,
      followsFile: true,
      problem: null,
      complain: () => undefined,
      revisionOf,
      serviceFrom: (name, command, strategy, cwd = "/") => serviceFrom(name, command, cwd, strategy),
    },
  );
  const scope = Effect.runSync(Scope.make());
  const runtime = await Effect.runPromise(
    Layer.toRuntime(
      Layer.provide(ownHealth, ownProcess.layer({ home: folder })).pipe(
        Layer.merge(configuration({ file })),
        Layer.merge(ownFile({ file })),
        Layer.merge(homeSettings({ home: folder, settings: {}, options: {} })),
        Layer.provideMerge(tree),
        Layer.provideMerge(Layer.provide(access.layer, Layer.merge(memoryAccounts.layer, credentials.layer))),
        Layer.provideMerge(world),
      ),
    ).pipe(Scope.extend(scope)),
  );
  const control = {
    leave: (how: string, by: string) => void left.push(`${how} by ${by}`),
    makeRoom: () => void left.push("room is made"),
    host: "forge-01",
    neighbours: () => [
      { name: "shop", home: "/home/ann/.sentinel/shop", url: null, state: "running", own: true } as const,
      { name: "blog", home: "/home/ann/.sentinel/blog", url: null, state: "stopped", own: false } as const,
    ],
    exposure: () => ({ url: null }),
    runs: { node: process.version, home: "/home/shop" },
  };
  const listener = { ...localListener(socket, () => Effect.succeed("test")), ...identify };
  const app = makeApp(runtime, control, listener, { ...customaryLimits, ...limits });
  const server = await listenOn(socket, createAdaptorServer({ fetch: app.fetch }));
  if (silent === undefined)
    await Runtime.runPromise(runtime)(Effect.flatMap(Supervision, ({ settled }) => settled));

  const send = (method: string, path: string, body?: string, more: Headers = {}) => {
    const headers = { "content-type": "application/json", ...more };
    const sent = request({ socketPath: socket, method, path: `/api/v1${path}`, headers });
    sent.end(body);
    return sent;
  };
  const ask = (method: string, path: string, body?: string, headers?: Headers): Promise<Answer> =>
    new Promise((resolve, reject) => {
      send(method, path, body, headers)
        .on("error", reject)
        .on("response", async (response) => {
          let text = "";
          for await (const chunk of response.setEncoding("utf8")) text += chunk;
          const { statusCode = 0, headers } = response;
          const type = headers["content-type"];
          const isJson = type?.endsWith("json") && !type.endsWith("ndjson");
          const answer = isJson ? JSON.parse(text) : text;
          if (isJson && statusCode < 400) checkAnswer(method, path, answer);
          resolve({ status: statusCode, type, headers, body: answer });
        });
    });
  const own = Runtime.runSync(runtime)(access.Access);
  const url = "http://127.0.0.1:7368";
  const remote = makeApp(runtime, control, tcpListener(url, own), { ...customaryLimits, ...limits });
  const remotely: Daemon["remotely"] = async (
    method,
    path,
    { body, headers = {}, from = "127.0.0.1" } = {},
  ) => {
    const init = {
      method,
      headers: { host: "127.0.0.1:7368", "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    };
    const answered = await remote.request(`${url}/api/v1${path}`, init, {
      incoming: { socket: { remoteAddress: from } },
    });
    const { status } = answered;
    const type = answered.headers.get("content-type") ?? undefined;
    if (status < 400 && (type === "application/x-ndjson" || type === "text/event-stream")) {
      await answered.body?.cancel();
      return { status, type, headers: answered.headers, body: null };
    }
    if (!type?.endsWith("json"))
      return { status, type, headers: answered.headers, body: await answered.text() };
    const answer = await answered.json();
    if (status < 400) checkAnswer(method, path, answer);
    return { status, type, headers: answered.headers, body: answer };
  };
  return {
    socket,
    processes,
    samples: Runtime.runSync(runtime)(Samples),
    left,
    signals,
    environments,
    get: (path, headers) => ask("GET", path, undefined, headers),
    remove: (path, headers) => ask("DELETE", path, undefined, headers),
    remotely,
    access: own,
    ask: (method, path, body, headers) =>
      ask(method, path, body === undefined ? undefined : JSON.stringify(body), headers),
    post: (path, body, headers) =>
      ask("POST", path, typeof body === "string" ? body : JSON.stringify(body), headers),
    listen: (path, body) =>
      new Promise((resolve, reject) => {
        const accept = { accept: "application/x-ndjson" };
        const sent =
          body === undefined
            ? send("GET", path, undefined, accept)
            : send("POST", path, JSON.stringify(body), accept);
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
