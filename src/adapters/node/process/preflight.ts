import { closeSync, constants, openSync, readSync, type Stats, statSync } from "node:fs";
import { delimiter, dirname, resolve } from "node:path";
import type { ServiceSpec } from "../../../domain/ChildSpec.ts";
import { CannotRun } from "../../../domain/Errors.ts";
import { groupOf } from "./environment.ts";

/** The program and arguments that a specification comes down to. */
export const argvOf = ({ command }: ServiceSpec): readonly [string, ...ReadonlyArray<string>] =>
  "argv" in command ? command.argv : ["/bin/sh", "-c", command.shell];

const stat = (path: string): Stats | null => {
  try {
    return statSync(path);
  } catch {
    return null;
  }
};

/** Whether the user that the run is for may execute a file, or pass a directory, by its permission bits. */
const mayExecute = ({ mode, uid, gid }: Stats, spec: ServiceSpec): boolean => {
  const user = spec.uid ?? process.getuid?.() ?? 0;
  const group = groupOf(spec) ?? process.getgid?.() ?? 0;
  if (user === 0) return (mode & 0o111) !== 0;
  if (user === uid) return (mode & 0o100) !== 0;
  const inGroup = group === gid || (spec.uid === null && (process.getgroups?.() ?? []).includes(gid));
  return inGroup ? (mode & 0o010) !== 0 : (mode & 0o001) !== 0;
};

/**
 * The nearest directory above a place, or itself, that the user of the run may not pass; null when there is
 * none. Only another user's rights must be worked out: what we may not pass ourselves, stat doesn't find.
 */
const barrier = (place: string, spec: ServiceSpec): string | null => {
  if (spec.uid === null || spec.uid === 0 || spec.uid === process.getuid?.()) return null;
  const stats = stat(place);
  if (stats?.isDirectory() && !mayExecute(stats, spec)) return place;
  return dirname(place) === place ? null : barrier(dirname(place), spec);
};

/** Where `execvp` would look for the program. */
const candidates = (program: string, cwd: string, path: string): ReadonlyArray<string> =>
  program.includes("/")
    ? [resolve(cwd, program)]
    : path.split(delimiter).map((directory) => resolve(cwd, directory || ".", program));

/** As much of a file as the kernel looks at to tell its format. */
const firstBytes = (file: string): Buffer => {
  const head = Buffer.alloc(256);
  try {
    const descriptor = openSync(file, constants.O_RDONLY);
    const length = readSync(descriptor, head, 0, head.length, 0);
    closeSync(descriptor);
    return head.subarray(0, length);
  } catch {
    // Executable but not readable is legal for a binary; the kernel will judge it.
    return Buffer.from("\x7fELF");
  }
};

/** What is wrong with the file's format; the kernel refuses a text file without `#!`, and a missing interpreter. */
const formatProblem = (file: string, cwd: string): CannotRun | null => {
  const head = firstBytes(file);
  if (head.subarray(0, 2).toString("latin1") === "#!") {
    const interpreter = /^#![ \t]*(\S+)/.exec(head.toString("latin1"))?.[1] ?? "";
    const stats = interpreter === "" ? null : stat(resolve(cwd, interpreter));
    if (stats?.isFile() && (stats.mode & 0o111) !== 0) return null;
    const message = `${file} wants the interpreter ${interpreter || "(none)"}, which does not exist or is not executable; correct its first line`;
    return new CannotRun({ problem: "bad_interpreter", message });
  }
  const isBinary = head[0] === 0x7f || head.includes(0);
  if (isBinary) return null;
  const message = `${file} is not a program: it has no #! line; add one, such as #!/bin/sh`;
  return new CannotRun({ problem: "ENOEXEC", message });
};

const userProblem = ({ uid, gid }: ServiceSpec): CannotRun | null => {
  const own = process.getuid?.();
  const isOwn = (uid === null || uid === own) && (gid === null || gid === process.getgid?.());
  if (own === 0 || isOwn) return null;
  const message = `only root can run it as another user or group, and the daemon runs as uid ${own}; leave out uid and gid, or run the daemon as root`;
  return new CannotRun({ problem: "EACCES", message });
};

const cwdProblem = (spec: ServiceSpec): CannotRun | null => {
  const stats = stat(spec.cwd);
  if (!stats?.isDirectory()) {
    const wrong = stats ? "is not a directory" : "does not exist";
    const message = `the working directory ${spec.cwd} ${wrong}; create it or correct cwd`;
    return new CannotRun({ problem: "bad_cwd", message });
  }
  const closed = barrier(spec.cwd, spec);
  if (closed === null) return null;
  const message = `the working directory ${spec.cwd} is closed to uid ${spec.uid} at ${closed}; open it with chmod +x, or correct cwd`;
  return new CannotRun({ problem: "bad_cwd", message });
};

const programProblem = (spec: ServiceSpec, path: string): CannotRun | null => {
  const [program] = argvOf(spec);
  const found = candidates(program, spec.cwd, path).flatMap((file) => {
    const stats = stat(file);
    return stats ? [{ file, stats }] : [];
  });
  const files = found.filter(({ stats }) => stats.isFile());
  const runnable = files.find(
    ({ file, stats }) => mayExecute(stats, spec) && barrier(dirname(file), spec) === null,
  );
  if (runnable) return formatProblem(runnable.file, spec.cwd);
  const [refused] = files;
  if (refused) {
    const closed = barrier(dirname(refused.file), spec);
    const why = closed === null ? "" : `, who may not pass ${closed}`;
    const message = `${refused.file} is not executable for the user it is to run as${why}; correct that with chmod +x`;
    return new CannotRun({ problem: "EACCES", message });
  }
  const [other] = found;
  if (other && program.includes("/")) {
    const what = other.stats.isDirectory() ? "a directory" : "a special file";
    const message = `${other.file} is ${what}, not a program; correct command`;
    return new CannotRun({ problem: "EACCES", message });
  }
  const where = program.includes("/") ? resolve(spec.cwd, program) : `PATH (${path})`;
  const message = `${program || "the empty command"} was not found: looked for ${where}; install it or correct command`;
  return new CannotRun({ problem: "ENOENT", message });
};

/**
 * Why a command can't be run, found before anything is started, because afterwards nobody could tell a
 * failed exec from a program that ends with 126 or 127. Null when it can. Synchronous: a few stat calls.
 */
export const preflight = (spec: ServiceSpec, path: string): CannotRun | null =>
  userProblem(spec) ?? cwdProblem(spec) ?? programProblem(spec, path);
