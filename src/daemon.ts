import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Effect, Either, Exit, Layer, Logger, Runtime, Scope } from "effect";
import { makeApp } from "../api/app.ts";
import { Supervision } from "../supervisors/Supervision.ts";
import { layer as superviseLayer } from "../supervisors/supervise.ts";
import { claimHome, type HomeClaim } from "./adapters/node/home.ts";
import * as logs from "./adapters/node/LogStore.ts";
import * as spawner from "./adapters/node/ProcessSpawner.ts";
import * as sampler from "./adapters/node/Sampler.ts";
import { listenOn } from "./adapters/node/socket.ts";
import * as journal from "./adapters/sqlite/Journal.ts";
import type { ConfigError } from "./config/ConfigError.ts";
import { parseTree } from "./config/parseTree.ts";
import { serviceFrom } from "./config/serviceFrom.ts";
import type { TreeSpec } from "./domain/ChildSpec.ts";
import { version } from "./version.ts";

export interface DaemonOptions {
  readonly home: string;
  readonly file: string;
  readonly environment?: string;
}

/** Why a daemon did not come up. */
export type Refused =
  | { readonly kind: "invalid"; readonly errors: ReadonlyArray<ConfigError> }
  | { readonly kind: "unreadable"; readonly message: string }
  | { readonly kind: "occupied"; readonly message: string };

/** A daemon that is up: how to make it leave, and when it has left. */
export interface Daemon {
  readonly leave: (how: "in_order" | "at_once", by: string) => void;
  readonly left: Promise<void>;
}

/** The composition root: read the file, take the home, wire everything, serve the socket. */
export const startDaemon = async (options: DaemonOptions): Promise<Either.Either<Daemon, Refused>> => {
  const spec = readSpec(options);
  if (Either.isLeft(spec)) return Either.left(spec.left);
  const claim = await claimHome(options.home);
  if (typeof claim === "string") return Either.left({ kind: "occupied", message: claim });
  return Either.right(await compose(options, spec.right, claim));
};

const readSpec = ({ file, environment }: DaemonOptions): Either.Either<TreeSpec, Refused> => {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return Either.left({
      kind: "unreadable",
      message: `the file ${file} can't be read: ${why}; name another with -f`,
    });
  }
  const parsed = parseTree(text, {
    file,
    directory: dirname(resolve(file)),
    variables: process.env,
    ...(environment === undefined ? {} : { environment }),
  });
  return Either.mapLeft(parsed, (errors): Refused => ({ kind: "invalid", errors }));
};

const revisionOf = (spec: TreeSpec): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(spec)).digest("hex")}`;

const servicesOf = ({ home, file }: DaemonOptions, spec: TreeSpec) => {
  const directory = dirname(resolve(file));
  const world = Layer.mergeAll(
    spawner.layer({ home }),
    journal.layer({ file: join(home, "journal.db") }),
    sampler.layer,
    logs.layer({ home }),
  );
  const tree = superviseLayer(spec, {
    version,
    pid: process.pid,
    revisionOf,
    serviceFrom: (name, command) => serviceFrom(name, command, directory),
  });
  return tree.pipe(Layer.provideMerge(world), Layer.provide(Logger.pretty));
};

const compose = async (options: DaemonOptions, spec: TreeSpec, claim: HomeClaim): Promise<Daemon> => {
  const scope = Effect.runSync(Scope.make());
  const runtime = await Effect.runPromise(
    Layer.toRuntime(servicesOf(options, spec)).pipe(Scope.extend(scope)),
  );
  let finished: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    finished = resolve;
  });
  const leave = (how: "in_order" | "at_once", by: string): void => {
    const end = Effect.gen(function* () {
      const supervision = yield* Supervision;
      yield* supervision.shutdown(how, by);
      yield* Scope.close(scope, Exit.void);
    });
    void Runtime.runPromise(runtime)(end).then(async () => {
      await server.close();
      await claim.release();
      finished();
    });
  };
  const app = makeApp(runtime, { leave });
  const server = await listenOn(claim.socket, createAdaptorServer({ fetch: app.fetch }));
  return { leave, left };
};
