import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { CannotRun, type SpawnError, SpawnFailed } from "../../../../domain/Errors.ts";
import type { RunningProcess, SpawnRequest } from "../../../../ports/machine/ProcessSpawner.ts";
import { streamFiles } from "../../layout/runDirectories.ts";
import type { EnforcedLimits } from "../controlGroup/EnforcedLimits.ts";
import { environmentOf, throughShell } from "../environment/environment.ts";
import { fileValuesOf } from "../environment/fileValues.ts";
import { forInstance } from "../environment/forInstance.ts";
import { chownFiles, createRunDirectory, markOf, pruneRuns, type RunFacts } from "../records/runDirectory.ts";
import { portVariables, withRunFacts } from "../records/runFacts.ts";
import type { ShimCommand } from "../shim/ForkServer.ts";
import { shimArguments } from "../shim/shim.ts";
import type { SpawnerContext } from "../spawnerContext.ts";
import { systemError } from "../systemError.ts";
import { type Credentials, credentialsOf } from "../users/credentials.ts";
import { sizeProblem, tooLargeForSystem } from "./argumentLimits.ts";
import { nicePrefix, niceProblem } from "./niceness.ts";
import { PendingStart } from "./PendingStart.ts";
import { argvOf, preflight } from "./preflight.ts";
import { limitWords } from "./processLimits.ts";

/**
 * Start a run through its shim; succeeds when the command's process exists. If interrupted, kills what it has
 * started.
 */
export const launch = (
  request: SpawnRequest,
  context: SpawnerContext,
): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.gen(function* () {
    yield* Effect.promise(() => context.startTurns.next());
    const mark = markOf(context.home, request.path, request.run);
    const resolved = forInstance(request);
    const who = yield* Effect.try({ try: () => credentialsOf(resolved.spec), catch: toSpawnError });
    const environment = yield* Effect.try({
      try: () => environmentOf(resolved, mark, who, context.parseEnvFile),
      catch: toSpawnError,
    });
    const problem =
      preflight(resolved.spec, who, environment.PATH ?? "") ??
      niceProblem(resolved.spec, who) ??
      sizeProblem(argvOf(resolved.spec), environment);
    if (problem) return yield* problem;
    const ports = yield* Effect.tryPromise({
      try: () => context.ports.portsFor(request.path, resolved.spec),
      catch: toSpawnError,
    });
    const files = fileValuesOf(resolved.spec, environment);
    const directory = yield* Effect.tryPromise({
      try: () => prepareDirectory(request, who, { ports, files }, context),
      catch: toSpawnError,
    });
    const whole = { ...environment, ...portVariables(ports) };
    const limits = yield* Effect.try({
      try: () => context.controlGroups.limitsFor(request, resolved.spec.runLimits, directory),
      catch: homeError,
    });
    const command = shimCommand(resolved.spec, who, { directory, joining: limits.joining }, whole, context);
    return withRunFacts(
      yield* startRun(request, mark, limits, command, context),
      { ports, files },
      context.parseEnvFile,
    );
  });

/** Why a start can't be prepared: a secret is not readable, a user does not exist, or a port is in use. */
const toSpawnError = (error: unknown): SpawnError =>
  error instanceof CannotRun || error instanceof SpawnFailed ? error : systemError(error);

/**
 * Why the run's directory can't be made in the home. Apart from what the system is short of, that is a matter of the home
 * (read-only, closed to this user, deleted), and never one of the run.
 */
const homeError = (error: unknown): SpawnFailed => {
  const refused = systemError(error);
  return /^(ENOSPC|EDQUOT|E[MN]FILE|ENOMEM|EAGAIN)$/.test(refused.code)
    ? refused
    : new SpawnFailed({ code: "HOME", message: refused.message });
};

const prepareDirectory = async (
  request: SpawnRequest,
  { uid, gid }: Credentials,
  facts: RunFacts,
  context: SpawnerContext,
): Promise<string> => {
  const directory = await createRunDirectory(context, request, facts).catch((error: unknown) => {
    throw homeError(error);
  });
  writePreface(directory, request);
  if (uid !== null || gid !== null)
    chownFiles(directory, uid ?? process.getuid?.() ?? 0, gid ?? process.getgid?.() ?? 0);
  return directory;
};

/** Begin the output of a run with the lines that precede it. They are not worth a start that fails. */
const writePreface = (directory: string, { preface = [] }: SpawnRequest): void => {
  if (preface.length === 0) return;
  try {
    appendFileSync(join(directory, streamFiles.stderr), preface.map((line) => `${line}\n`).join(""));
  } catch {
    // The disk is full, for example.
  }
};

const shimCommand = (
  spec: SpawnRequest["spec"],
  credentials: Credentials,
  { directory, joining }: Pick<ShimCommand, "directory" | "joining">,
  environment: Readonly<Record<string, string>>,
  { launcher, descriptorLimit }: SpawnerContext,
): ShimCommand => {
  const readyFd = spec.ready.kind === "notify" ? String(spec.ready.fd) : "-";
  const umask = spec.umask === null ? "-" : spec.umask.toString(8).padStart(3, "0");
  return {
    directory,
    joining,
    environment: throughShell(environment, launcher),
    arguments: shimArguments(
      { ...launcher, prefix: [...nicePrefix(spec), ...launcher.prefix] },
      [spec.cwd, readyFd, umask, String(descriptorLimit), limitWords(spec.limits, launcher.shell)],
      argvOf(spec),
      joining !== null,
    ),
    credentials,
  };
};

const startRun = (
  { path, spec, recordedRun = 0 }: SpawnRequest,
  mark: string,
  limits: EnforcedLimits,
  command: ShimCommand,
  context: SpawnerContext,
): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.async((resume) => {
    const { ready, stopSignal } = spec;
    const pending = new PendingStart(
      { directory: command.directory, limits, mark, ready, stopSignal },
      context,
      resume,
    );
    try {
      pending.watch();
      pending.start(command);
    } catch (error) {
      const refused = systemError(error);
      pending.fail(refused.code === "E2BIG" ? tooLargeForSystem() : refused);
    }
    pruneInBackground(path, recordedRun, context);
    return Effect.sync(() => pending.abandon());
  });

/** Remove old runs without delaying the start. What can't be removed now is retried by the next start. */
const pruneInBackground = (
  path: SpawnRequest["path"],
  recordedRun: number,
  { home, startTurns, crashPoint }: SpawnerContext,
): void => {
  void startTurns
    .next()
    .then(() => pruneRuns(home, path, recordedRun, crashPoint))
    .catch(() => undefined);
};
