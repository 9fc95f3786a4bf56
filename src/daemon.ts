import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Effect, Either, Exit, Layer, Logger, Runtime, Scope } from "effect";
import { makeApp } from "../api/app.ts";
import type { DaemonControl } from "../api/routes/daemon.ts";
import { layer as ownHealth } from "../supervisors/OwnHealth.ts";
import * as recordedSpawner from "../supervisors/recordedSpawner.ts";
import { Supervision } from "../supervisors/Supervision.ts";
import { layer as superviseLayer } from "../supervisors/supervise.ts";
import { FairScheduler } from "./adapters/node/fairScheduler.ts";
import { claimHome, type HomeClaim } from "./adapters/node/home.ts";
import { dieAtKillPoint } from "./adapters/node/killPoint.ts";
import * as logs from "./adapters/node/LogStore.ts";
import * as spawner from "./adapters/node/ProcessSpawner.ts";
import * as sampler from "./adapters/node/Sampler.ts";
import { listenOn } from "./adapters/node/socket.ts";
import * as vitalSigns from "./adapters/node/VitalSigns.ts";
import * as journal from "./adapters/sqlite/Journal.ts";
import * as revisions from "./adapters/sqlite/Revisions.ts";
import { serviceFrom } from "./config/serviceFrom.ts";
import type { TreeSpec } from "./domain/ChildSpec.ts";
import { watchTreeFile } from "./fileWatch.ts";
import { claimFromOther } from "./handOver.ts";
import { type Daemon, Reign, type Rule, type Term } from "./reign.ts";
import { readTreeFile } from "./treeFile.ts";
import { version } from "./version.ts";

export type { Daemon } from "./reign.ts";

export interface DaemonOptions {
  readonly home: string;
  readonly file: string;
  readonly environment?: string;
  /** Take over from the daemon that has the home now, if there is one. */
  readonly replace?: boolean;
  /** Follow the file as it changes. */
  readonly watch?: boolean;
  /** Says what is wrong with the file; on standard error where nothing else is told. */
  readonly complain?: (full: string) => void;
}

/** Why a daemon did not come up: there is no tree to begin with, or no home. */
export interface Refused {
  readonly kind: "invalid" | "occupied";
  readonly message: string;
}

/** The composition root: read the file, take the home, wire everything, serve the socket. */
export const startDaemon = async (options: DaemonOptions): Promise<Either.Either<Daemon, Refused>> => {
  dieAtKillPoint(process.env);
  const reading = readTreeFile(options);
  if (reading.found.kind === "invalid" && !isInUse(options.home)) return invalid(reading.found.full);
  // Children that have a daemon are not taken from it for a file that is wrong.
  const isTakenOver = options.replace && reading.found.kind === "valid";
  const claim = await (isTakenOver ? claimFromOther : claimHome)(options.home);
  if (typeof claim === "string")
    return reading.found.kind === "invalid"
      ? invalid(reading.found.full)
      : Either.left({ kind: "occupied", message: claim });
  // To hand over may have taken its time.
  const newest = isTakenOver ? readTreeFile(options) : reading;
  const reign = new Reign(options.home, (home, control, term) =>
    compose({ ...options, reading: newest, term }, home, control),
  );
  const refused = await reign.begin(claim, { kind: "first" });
  return refused === null ? Either.right(reign) : invalid(refused);
};

const invalid = (message: string): Either.Either<never, Refused> => Either.left({ kind: "invalid", message });

/** Whether there has been a daemon: else there is nothing to go on with, and no home is made in vain. */
const isInUse = (home: string): boolean => existsSync(join(home, "runs"));

interface Composition extends DaemonOptions {
  readonly reading: ReturnType<typeof readTreeFile>;
  readonly term: Term;
}

const onStandardError = (full: string): void => void process.stderr.write(`sentinel: ${full}\n`);

/** The same for the same tree, in whatever order the keys of its objects stand. */
const revisionOf = (spec: TreeSpec): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(spec, inOneOrder)).digest("hex")}`;

const inOneOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

const servicesOf = ({ home, file, reading, term, complain = onStandardError }: Composition) => {
  const directory = dirname(resolve(file));
  const world = Layer.mergeAll(
    Layer.provide(recordedSpawner.layer, spawner.layer({ home })),
    journal.layer({ file: join(home, "journal.db") }),
    revisions.layer({ file: join(home, "revisions.db") }),
    sampler.layer,
  ).pipe(Layer.provideMerge(logs.layer({ home })));
  const tree = superviseLayer(reading.found, {
    version,
    pid: process.pid,
    revisionOf,
    heedsFile: term.kind === "first",
    problem: term.kind === "again" ? term.problem : null,
    complain,
    serviceFrom: (name, command) => serviceFrom(name, command, directory),
  });
  const health = Layer.provide(ownHealth, vitalSigns.layer({ home }));
  return health.pipe(Layer.provideMerge(tree), Layer.provideMerge(world), Layer.provide(Logger.pretty));
};

/** Everything wired; or why there is no tree to begin with. */
const compose = async (
  options: Composition,
  claim: HomeClaim,
  control: DaemonControl,
): Promise<Rule | string> => {
  const scope = Effect.runSync(Scope.make());
  const built = await Effect.runPromise(
    Effect.either(Layer.toRuntime(servicesOf(options))).pipe(
      Scope.extend(scope),
      Effect.withScheduler(new FairScheduler()),
    ),
  );
  if (Either.isLeft(built)) {
    await Effect.runPromise(Scope.close(scope, Exit.void));
    await claim.giveBack();
    return built.left.message;
  }
  const runtime = built.right;
  const supervision = <A>(use: (tree: typeof Supervision.Service) => Effect.Effect<A>): Promise<A> =>
    Runtime.runPromise(runtime)(Effect.flatMap(Supervision, use));
  const app = makeApp(runtime, control);
  const server = await listenOn(claim.socket, createAdaptorServer({ fetch: app.fetch }));
  const watch = options.watch
    ? watchTreeFile(options, options.reading, (found) =>
        supervision((tree) =>
          tree
            .follow(found, "the file changed")
            .pipe(Effect.catchAllCause((cause) => Effect.logError("the file can't be followed", cause))),
        ),
      )
    : null;
  const letGo = async (of: "nothing" | "what runs"): Promise<void> => {
    watch?.close();
    await server.close(() => Effect.runPromise(Scope.close(scope, Exit.void)));
    await (of === "nothing" ? claim.release() : claim.handOver());
  };
  let end: Promise<void> | null = null;
  return {
    stop: (how, by) => {
      watch?.close();
      return supervision((tree) => tree.shutdown(how, by));
    },
    problem: () => supervision(({ problem }) => problem),
    // Who asks again, as a second Ctrl-C does, waits for the same end.
    end: (of) => {
      end ??= letGo(of);
      return end;
    },
  };
};
