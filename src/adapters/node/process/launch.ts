import { Effect } from "effect";
import { CannotRun, type SpawnError, type SpawnFailed } from "../../../domain/Errors.ts";
import type { RunningProcess, SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import { Beginning } from "./beginning.ts";
import { environmentOf, groupOf, throughShell } from "./environment.ts";
import type { ShimOrder } from "./forkServer.ts";
import type { Ground } from "./ground.ts";
import { argvOf, preflight } from "./preflight.ts";
import { createRunDirectory, giveTo, markOf, pruneRuns } from "./runDirectory.ts";
import { systemError } from "./systemError.ts";

/**
 * Start a run through its shim; succeeds when the command's process exists. Interrupted, it ends what it
 * has started.
 */
export const launch = (request: SpawnRequest, ground: Ground): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.gen(function* () {
    yield* Effect.promise(() => ground.beginnings.next());
    const mark = markOf(ground.home, request.path, request.run);
    const environment = yield* Effect.try({ try: () => environmentOf(request, mark), catch: whyNot });
    const problem = preflight(request.spec, environment.PATH ?? "");
    if (problem) return yield* problem;
    const directory = yield* Effect.tryPromise({ try: () => prepare(request, ground), catch: systemError });
    const order = orderFor(request.spec, directory, environment, ground);
    return yield* begin(request, mark, order, ground);
  });

/** Why an environment can't be made: a secret can't be read, for one. */
const whyNot = (error: unknown): SpawnError => (error instanceof CannotRun ? error : systemError(error));

const prepare = async (request: SpawnRequest, ground: Ground): Promise<string> => {
  const directory = await createRunDirectory(ground, request);
  const { spec } = request;
  const uid = spec.uid ?? process.getuid?.() ?? 0;
  const gid = groupOf(spec) ?? process.getgid?.() ?? 0;
  if (spec.uid !== null || spec.gid !== null) giveTo(directory, uid, gid);
  return directory;
};

const orderFor = (
  spec: SpawnRequest["spec"],
  directory: string,
  environment: Readonly<Record<string, string>>,
  { launcher, descriptorLimit }: Ground,
): ShimOrder => {
  const note = spec.ready.kind === "notify" ? String(spec.ready.fd) : "-";
  const umask = spec.umask === null ? "-" : spec.umask.toString(8).padStart(3, "0");
  const settings = [launcher.place, spec.cwd, note, umask, String(descriptorLimit)];
  return {
    directory,
    environment: throughShell(environment),
    arguments: [...settings, ...launcher.prefix, ...argvOf(spec)],
    uid: spec.uid,
    gid: groupOf(spec),
  };
};

const begin = (
  { path, spec }: SpawnRequest,
  mark: string,
  order: ShimOrder,
  ground: Ground,
): Effect.Effect<RunningProcess, SpawnFailed> =>
  Effect.async((resume) => {
    const { ready, stopSignal } = spec;
    const beginning = new Beginning({ directory: order.directory, mark, ready, stopSignal }, ground, resume);
    try {
      beginning.watch();
      beginning.start(order);
    } catch (error) {
      beginning.fail(systemError(error));
    }
    pruneLater(path, ground);
    return Effect.sync(() => beginning.abandon());
  });

/** Old runs are removed when nobody waits for it. What can't be removed now, the next start tries again. */
const pruneLater = (path: SpawnRequest["path"], { home, beginnings }: Ground): void => {
  void beginnings
    .next()
    .then(() => pruneRuns(home, path))
    .catch(() => undefined);
};
