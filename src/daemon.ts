import { createHash } from "node:crypto";
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
import { claimFromOther } from "./handOver.ts";
import { type Daemon, Reign, type Rule } from "./reign.ts";
import { type NoTree, readConfigFile } from "./treeFile.ts";
import { version } from "./version.ts";

export type { Daemon } from "./reign.ts";

export interface DaemonOptions {
  readonly home: string;
  readonly file: string;
  readonly environment?: string;
  /** Take over from the daemon that has the home now, if there is one. */
  readonly replace?: boolean;
}

/** Why a daemon did not come up. */
export type Refused = NoTree | { readonly kind: "occupied"; readonly message: string };

/** The composition root: read the file, take the home, wire everything, serve the socket. */
export const startDaemon = async (options: DaemonOptions): Promise<Either.Either<Daemon, Refused>> => {
  dieAtKillPoint(process.env);
  const spec = readSpec(options);
  if (Either.isLeft(spec)) return Either.left(spec.left);
  const claim = await (options.replace ? claimFromOther : claimHome)(options.home);
  if (typeof claim === "string") return Either.left({ kind: "occupied", message: claim });
  const reign = new Reign(options.home, (home, control) => compose(options, spec.right, home, control));
  await reign.begin(claim);
  return Either.right(reign);
};

const readSpec = (options: DaemonOptions): Either.Either<TreeSpec, NoTree> =>
  Either.map(readConfigFile(options), ({ tree }) => tree);

/** The same for the same tree, in whatever order the keys of its objects stand. */
const revisionOf = (spec: TreeSpec): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(spec, inOneOrder)).digest("hex")}`;

const inOneOrder = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

const servicesOf = ({ home, file }: DaemonOptions, spec: TreeSpec) => {
  const directory = dirname(resolve(file));
  const world = Layer.mergeAll(
    Layer.provide(recordedSpawner.layer, spawner.layer({ home })),
    journal.layer({ file: join(home, "journal.db") }),
    revisions.layer({ file: join(home, "revisions.db") }),
    sampler.layer,
  ).pipe(Layer.provideMerge(logs.layer({ home })));
  const tree = superviseLayer(spec, {
    version,
    pid: process.pid,
    revisionOf,
    source: resolve(file),
    serviceFrom: (name, command) => serviceFrom(name, command, directory),
  });
  const health = Layer.provide(ownHealth, vitalSigns.layer({ home }));
  return health.pipe(Layer.provideMerge(tree), Layer.provideMerge(world), Layer.provide(Logger.pretty));
};

const compose = async (
  options: DaemonOptions,
  spec: TreeSpec,
  claim: HomeClaim,
  control: DaemonControl,
): Promise<Rule> => {
  const scope = Effect.runSync(Scope.make());
  const runtime = await Effect.runPromise(
    Layer.toRuntime(servicesOf(options, spec)).pipe(
      Scope.extend(scope),
      Effect.withScheduler(new FairScheduler()),
    ),
  );
  const app = makeApp(runtime, control);
  const server = await listenOn(claim.socket, createAdaptorServer({ fetch: app.fetch }));
  return {
    stop: (how, by) =>
      Runtime.runPromise(runtime)(Effect.flatMap(Supervision, (tree) => tree.shutdown(how, by))),
    end: async () => {
      await Effect.runPromise(Scope.close(scope, Exit.void));
      await server.close();
      await claim.release();
    },
  };
};
