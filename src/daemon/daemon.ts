import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Effect, Either, Exit, Layer, Logger, Runtime, Scope } from "effect";
import * as access from "../../api/access/Access.ts";
import { tcpListener } from "../../api/access/tcpListener.ts";
import { makeApp } from "../../api/app.ts";
import { localListener } from "../../api/caller.ts";
import { withDashboard } from "../../api/dashboard/dashboard.ts";
import { customaryLimits, tcpLimits } from "../../api/limits.ts";
import { LiveChannel } from "../../api/live/LiveChannel.ts";
import { HttpRequests } from "../../api/metrics/HttpRequests.ts";
import * as recordedSpawner from "../../supervisors/adoption/recordedSpawner.ts";
import { layer as ownHealth } from "../../supervisors/OwnHealth.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { layer as superviseLayer } from "../../supervisors/supervise.ts";
import * as credentials from "../adapters/node/Credentials.ts";
import * as clocks from "../adapters/node/clocks/Clocks.ts";
import { dashboardFiles } from "../adapters/node/dashboard/dashboardFiles.ts";
import { FairScheduler } from "../adapters/node/eventLoop/FairScheduler.ts";
import { patientClock } from "../adapters/node/eventLoop/patientClock.ts";
import { claimHome, type HomeClaim, writeFormat } from "../adapters/node/home/home.ts";
import { adviceOnLoss, watchHome } from "../adapters/node/home/homeWatch.ts";
import { peersOf } from "../adapters/node/home/peers.ts";
import { listenOn } from "../adapters/node/home/socket.ts";
import { killAtCrashPoint } from "../adapters/node/killAtCrashPoint.ts";
import * as logs from "../adapters/node/LogStore.ts";
import { acceptWebSocket, admitWebSockets, LazyWebSockets } from "../adapters/node/listen/webSockets.ts";
import * as machine from "../adapters/node/Machine.ts";
import * as spawner from "../adapters/node/ProcessSpawner.ts";
import * as prober from "../adapters/node/probe/Prober.ts";
import * as ownProcess from "../adapters/node/usage/OwnProcess.ts";
import * as sampler from "../adapters/node/usage/Sampler.ts";
import * as fileWatcher from "../adapters/node/watch/FileWatcher.ts";
import { mergeDatabases } from "../adapters/sqlite/file/mergeDatabases.ts";
import { moduleProblem } from "../adapters/sqlite/file/moduleProblem.ts";
import { newerDatabaseProblem } from "../adapters/sqlite/file/newerDatabase.ts";
import * as samples from "../adapters/sqlite/samples/Samples.ts";
import * as store from "../adapters/sqlite/store.ts";
import { loginName } from "../client/loginName.ts";
import { parseEnvFile } from "../config/read/service/parseEnvFile.ts";
import { serviceFrom } from "../config/read/service/serviceFrom.ts";
import type { Settings } from "../config/settings/settings.ts";
import { retentionOf } from "../domain/stored/Retention.ts";
import type { ExposureView } from "../domain/view/Status.ts";
import { database, samplesDatabase } from "../home/files.ts";
import { newerFormatProblem } from "../home/format.ts";
import { type CrashPointHook, CrashPoints } from "../ports/home/CrashPoints.ts";
import { version } from "../version.ts";
import { layer as configuration } from "./configuration.ts";
import { currentTreeFile } from "./currentTreeFile.ts";
import { type Exposure, type ExposureOptions, exposureOf, settingsIn } from "./exposure.ts";
import { claimFromOther } from "./handOver.ts";
import { layer as homeSettings } from "./homeSettings.ts";
import { keepRecord } from "./keepRecord.ts";
import {
  type Daemon,
  DaemonLifecycle,
  type NextDaemon,
  type ProcessControl,
  type Refused,
  type StartMode,
  type WiredDaemon,
} from "./lifecycle.ts";
import { neighbours } from "./neighbours.ts";
import type { TcpServer } from "./openTcp.ts";
import { layer as ownFile } from "./ownFile.ts";
import { revisionOf } from "./revisionOf.ts";
import { readTreeFile } from "./treeFile.ts";
import { watchTreeFile } from "./watchTreeFile.ts";

export type { Daemon, DaemonEnd, Refused } from "./lifecycle.ts";

export interface DaemonOptions extends ExposureOptions {
  readonly home: string;
  readonly file: string;
  readonly environment?: string;
  /** Take over from the daemon that holds the home, if there is one. */
  readonly replace?: boolean;
  /** Follow the file as it changes. */
  readonly watch?: boolean;
  /** Who starts the next daemon after a hand-over; by default the process that requests the home. */
  readonly next?: NextDaemon;
  /** Reports a problem with the file; by default on standard error. */
  readonly complain?: (full: string) => void;
}

/** The composition root: read the file, claim the home, wire everything, serve the socket. */
export const startDaemon = async (options: DaemonOptions): Promise<Either.Either<Daemon, Refused>> => {
  const crashPoint = killAtCrashPoint(process.env);
  const reading = readTreeFile(options);
  if (reading.found.kind === "invalid" && !isInUse(options.home)) return invalid(reading.found.full);
  const settings = settingsIn(options.home);
  if (Either.isLeft(settings)) return invalid(settings.left);
  const exposure = exposureOf(settings.right, options);
  if (Either.isLeft(exposure)) return invalid(exposure.left);
  // Before a daemon of that version is asked to hand over.
  const newer = newerFormatProblem(options.home) ?? (await newerDatabaseProblem(options.home));
  if (newer !== null) return Either.left({ kind: "occupied", message: newer });
  // An invalid file is no reason to replace a daemon that supervises children.
  const isTakenOver = options.replace && reading.found.kind === "valid";
  const claim = await (isTakenOver ? claimFromOther : claimHome)(options.home, crashPoint);
  const misbuilt = typeof claim === "string" ? await moduleProblem() : null;
  if (misbuilt !== null) return Either.left({ kind: "module", message: misbuilt });
  if (typeof claim === "string")
    return reading.found.kind === "invalid"
      ? invalid(reading.found.full)
      : Either.left({ kind: "occupied", message: claim });
  const problem = await bringUpToDate(options.home, crashPoint);
  if (problem !== null) {
    await claim.abandon();
    return Either.left({ kind: "occupied", message: problem });
  }
  // The file may have changed during the hand-over.
  const newest = isTakenOver ? readTreeFile(options) : reading;
  const lifecycle = new DaemonLifecycle(
    options.home,
    options.next ?? "the requester",
    (home, control, mode) =>
      compose(
        {
          ...options,
          reading: newest,
          settings: settings.right,
          exposure: exposure.right,
          mode,
          crashPoint,
        },
        home,
        control,
      ),
  );
  const refused = await lifecycle.start(claim, { kind: "first" });
  return refused === null ? Either.right(lifecycle) : Either.left(refused);
};

const invalid = (message: string): Either.Either<never, Refused> => Either.left({ kind: "invalid", message });

/** Upgrade what an older version stored in a home to the current formats; returns null, or why that is impossible. */
const bringUpToDate = (home: string, crashPoint: CrashPointHook): Promise<string | null> =>
  mergeDatabases(home, () => writeFormat(home)).pipe(
    Effect.match({ onSuccess: () => null, onFailure: ({ message }) => message }),
    Effect.provideService(CrashPoints, crashPoint),
    Effect.runPromise,
  );

/** Whether a daemon has used this home before. If not, there is nothing to continue, and no home is created. */
const isInUse = (home: string): boolean => existsSync(join(home, "runs"));

interface Composition extends DaemonOptions {
  readonly reading: ReturnType<typeof readTreeFile>;
  readonly settings: Settings;
  /** Null: the daemon is not reached over TCP. */
  readonly exposure: Exposure | null;
  readonly mode: StartMode;
  readonly crashPoint: CrashPointHook;
}

const onStandardError = (full: string): void => void process.stderr.write(`sentinel: ${full}\n`);

const servicesOf = (options: Composition, { loss }: HomeClaim) => {
  const { home, file, reading, settings, mode, crashPoint, complain = onStandardError } = options;
  const directory = dirname(resolve(file));
  const world = Layer.mergeAll(
    Layer.provide(recordedSpawner.layer, spawner.layer({ home, parseEnvFile })),
    store.layer({ file: join(home, database), retention: retentionOf(settings.retention) }),
    samples.layer({ file: join(home, samplesDatabase), program: sampleStore }),
    clocks.layer,
    machine.layer,
    sampler.layer,
    prober.layer({ home, parseEnvFile }),
    fileWatcher.layer(home),
  ).pipe(Layer.provideMerge(logs.layer({ home })));
  const tree = superviseLayer(reading.found, {
    version,
    pid: process.pid,
    revisionOf,
    followsFile: mode.kind === "first",
    problem: mode.kind === "again" ? mode.problem : null,
    complain,
    serviceFrom: (name, command, strategy, cwd = directory) => serviceFrom(name, command, cwd, strategy),
    fileNow: currentTreeFile(options, reading),
    runs: (name, source) => keepRecord(home, { name, source }, { file, found: reading.found }),
  });
  const homeLost = (): string | null => {
    const lost = loss();
    return lost === null ? null : adviceOnLoss(lost);
  };
  const health = Layer.provide(ownHealth, ownProcess.layer({ home, homeLost }));
  return health.pipe(
    Layer.merge(configuration(options)),
    Layer.merge(ownFile(options)),
    Layer.merge(homeSettings({ home, settings, options })),
    Layer.provideMerge(tree),
    Layer.provideMerge(Layer.provide(access.layer, credentials.layer)),
    Layer.provideMerge(world),
    Layer.provide(Layer.succeed(CrashPoints, crashPoint)),
    Layer.provide(Logger.pretty),
  );
};

/** Beside the bundle that this file is part of. */
const builtDashboard = dashboardFiles(join(__dirname, "web"));
const sampleStore = join(__dirname, "sampleStore.js");

const exposureView = (tcp: TcpServer | null): ExposureView => {
  if (tcp === null) return { url: null };
  const { url, publicUrl } = tcp;
  const fingerprint = tcp.fingerprint();
  return {
    url,
    ...(publicUrl === url ? {} : { public_url: publicUrl }),
    ...(fingerprint === null ? {} : { tls_fingerprint: fingerprint }),
  };
};

/**
 * TCP is needed only if an address was chosen and the daemon has just started; otherwise the daemon runs without it.
 */
const isNeeded = ({ mode, exposure }: Composition): boolean =>
  mode.kind === "first" && exposure?.isChosen === true;

/** The API over TCP; null without it. A string: why it is impossible although it is needed. */
const tcpOf = async (options: Composition, { formerUrl }: HomeClaim): Promise<TcpServer | null | string> => {
  const { home, exposure, complain = onStandardError } = options;
  if (exposure === null) return null;
  const { openTcp } = await import("./openTcp.ts");
  const opened = await openTcp({ home, exposure, formerUrl, complain });
  if (typeof opened !== "string") {
    if (opened.isElsewhere)
      complain(`another daemon has the usual port; the API of this one is at ${opened.url}`);
    return opened;
  }
  if (isNeeded(options)) return opened;
  complain(`the API is not reached over TCP: ${opened}`);
  return null;
};

/** Wire everything; or return the reason why that is impossible. */
const compose = async (
  options: Composition,
  claim: HomeClaim,
  control: ProcessControl,
): Promise<WiredDaemon | Refused> => {
  const tcp = await tcpOf(options, claim);
  if (typeof tcp === "string") {
    await claim.abandon();
    return { kind: "address", message: tcp };
  }
  const scope = Effect.runSync(Scope.make());
  const built = await Effect.runPromise(
    Effect.either(Layer.toRuntime(servicesOf(options, claim))).pipe(
      Scope.extend(scope),
      Effect.withScheduler(new FairScheduler()),
      Effect.withClock(patientClock()),
    ),
  );
  if (Either.isLeft(built)) {
    await Effect.runPromise(Scope.close(scope, Exit.void));
    await tcp?.close();
    await claim.abandon();
    return { kind: "invalid", message: built.left.message };
  }
  const runtime = built.right;
  const supervision = <A>(use: (tree: typeof Supervision.Service) => Effect.Effect<A>): Promise<A> =>
    Runtime.runPromise(runtime)(Effect.flatMap(Supervision, use));
  const local = createAdaptorServer({
    // It can't be called before the app is there: nobody listens yet.
    fetch: (request, env) => app.fetch(request, env),
    websocket: { server: new LazyWebSockets() },
  });
  admitWebSockets(local as Parameters<typeof admitWebSockets>[0]);
  const listener = localListener(claim.socket, peersOf(local, loginName()), acceptWebSocket);
  const reached = {
    ...control,
    runs: { node: process.version, home: options.home },
    host: hostname(),
    neighbours: () => neighbours(options.home),
    exposure: () => exposureView(tcp),
  };
  const requests = new HttpRequests();
  const channel = new LiveChannel(runtime);
  const app = makeApp(runtime, reached, listener, customaryLimits, requests, channel);
  const server = await listenOn(listener.address, local);
  const accounts = Runtime.runSync(runtime)(access.Access);
  const remote = (url: string) => tcpListener(url, accounts, acceptWebSocket);
  if (tcp !== null) {
    const api = makeApp(runtime, reached, remote(tcp.publicUrl), tcpLimits, requests, channel);
    const { pathname } = new URL(tcp.publicUrl);
    tcp.serve(withDashboard(api, builtDashboard, { basePath: pathname.replace(/\/$/, ""), requests }));
  }
  const setListening = (): void => claim.setListening(tcp?.url ?? null);
  setListening();
  const homeWatch = watchHome(claim, server, {
    tell: options.complain ?? onStandardError,
    restored: (what) => {
      setListening();
      void supervision((tree) =>
        Effect.flatMap(tree.status(), ({ name }) => {
          const { home, file, reading } = options;
          keepRecord(home, { name, source: null }, { file, found: reading.found });
          return tree.alarm("health", what);
        }),
      );
    },
  });
  const watch = options.watch
    ? watchTreeFile(options, options.reading, (found) =>
        supervision((tree) =>
          tree
            .follow(found, "the file changed")
            .pipe(Effect.catchAllCause((cause) => Effect.logError("the file can't be followed", cause))),
        ),
      )
    : null;
  const close = async (leaving: "nothing" | "running"): Promise<void> => {
    watch?.close();
    homeWatch.close();
    claim.setClosed();
    let rest: Promise<void> | null = null;
    const tellRest = (): Promise<void> => {
      rest ??= channel.close().then(() => Effect.runPromise(Scope.close(scope, Exit.void)));
      return rest;
    };
    await Promise.all([tcp?.close(tellRest), server.close(tellRest)]);
    await (leaving === "nothing" ? claim.release() : claim.handOver());
  };
  let closing: Promise<void> | null = null;
  return {
    stop: (how, by) => {
      watch?.close();
      return supervision((tree) => tree.shutdown(how, by));
    },
    views: Runtime.runSync(runtime)(Effect.map(Supervision, ({ viewsNow }) => viewsNow)),
    problem: () => supervision(({ problem }) => problem),
    // A second request, such as by a second Ctrl-C, waits for the same result.
    close: (leaving) => {
      closing ??= close(leaving);
      return closing;
    },
  };
};
