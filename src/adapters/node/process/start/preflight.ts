import { lstatSync, readlinkSync, type Stats, statSync } from "node:fs";
import { delimiter, dirname, resolve } from "node:path";
import { CannotRun } from "../../../../domain/Errors.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import { protectionOf } from "../../../../protection.ts";
import { formatProblem } from "../program/programFormat.ts";
import { canSetGroups, hasGroups } from "../users/becomeUser.ts";
import type { Credentials } from "../users/credentials.ts";

/** The argument vector of a specification. */
export const argvOf = ({ command }: ProcessSpec): readonly [string, ...ReadonlyArray<string>] =>
  "argv" in command ? command.argv : ["/bin/sh", "-c", command.shell];

const stat = (path: string): Stats | null => {
  try {
    return statSync(path);
  } catch {
    return null;
  }
};

/** Whether the run's user may execute a file, or enter a directory, by its permission bits. */
const mayExecute = ({ mode, uid, gid }: Stats, who: Credentials): boolean => {
  const user = who.uid ?? process.getuid?.() ?? 0;
  const group = who.gid ?? process.getgid?.() ?? 0;
  const groups = who.groups ?? process.getgroups?.() ?? [];
  if (user === 0) return (mode & 0o111) !== 0;
  if (user === uid) return (mode & 0o100) !== 0;
  const inGroup = group === gid || groups.includes(gid);
  return inGroup ? (mode & 0o010) !== 0 : (mode & 0o001) !== 0;
};

/**
 * The nearest directory, from `place` upwards, that the run's user may not enter; null if there is none. Needed for
 * other users only: stat fails where this process may not enter.
 */
const closedDirectory = (place: string, who: Credentials): string | null => {
  if (who.uid === null || who.uid === 0) return null;
  const stats = stat(place);
  if (stats?.isDirectory() && !mayExecute(stats, who)) return place;
  return dirname(place) === place ? null : closedDirectory(dirname(place), who);
};

const isLink = (path: string): boolean => {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
};

/** Where `execvp` would look for the program. */
const candidates = (program: string, cwd: string, path: string): ReadonlyArray<string> =>
  program.includes("/")
    ? [resolve(cwd, program)]
    : path.split(delimiter).map((directory) => resolve(cwd, directory || ".", program));

const userProblem = (who: Credentials): CannotRun | null => {
  const own = process.getuid?.();
  if (own === 0) return hasGroups(who) && !canSetGroups() ? groupsProblem(who) : null;
  const isOwn = who.uid === null && (who.gid === null || who.gid === process.getgid?.());
  if (isOwn && who.groups === null) return null;
  const message = `only root can run it as another user or group, and the daemon runs as uid ${own}; leave out uid, gid and groups, or run the daemon as root`;
  return new CannotRun({ problem: "EACCES", message });
};

const groupsProblem = ({ groups }: Credentials): CannotRun => {
  const message = `its supplementary groups (${(groups ?? []).join(", ")}) can't be set here; install setpriv (of util-linux) or perl, or write \`groups: []\` to run it without them`;
  return new CannotRun({ problem: "EACCES", message });
};

const cwdProblem = (spec: ProcessSpec, who: Credentials): CannotRun | null => {
  const guard = protectionOf(spec.cwd);
  if (guard !== null) {
    const message = `the working directory ${spec.cwd} can't be used: ${guard}`;
    return new CannotRun({ problem: "bad_cwd", message });
  }
  const stats = stat(spec.cwd);
  if (!stats?.isDirectory()) {
    const wrong = stats ? "is not a directory" : "does not exist";
    const message = `the working directory ${spec.cwd} ${wrong}; create it or correct cwd`;
    return new CannotRun({ problem: "bad_cwd", message });
  }
  const closed = closedDirectory(spec.cwd, who);
  if (closed === null) return null;
  const message = `the working directory ${spec.cwd} is closed to uid ${who.uid} at ${closed}; open it with chmod +x, or correct cwd`;
  return new CannotRun({ problem: "bad_cwd", message });
};

const protectedProgram = (file: string): CannotRun | null => {
  const guard = protectionOf(file);
  const message = `${file} can't be run: ${guard}`;
  return guard === null ? null : new CannotRun({ problem: "EACCES", message });
};

const programProblem = (spec: ProcessSpec, who: Credentials, path: string): CannotRun | null => {
  const [program] = argvOf(spec);
  const found = candidates(program, spec.cwd, path).flatMap((file) => {
    const stats = stat(file);
    return stats ? [{ file, stats }] : [];
  });
  const files = found.filter(({ stats }) => stats.isFile());
  const runnable = files.find(
    ({ file, stats }) => mayExecute(stats, who) && closedDirectory(dirname(file), who) === null,
  );
  if (runnable) return protectedProgram(runnable.file) ?? formatProblem(runnable.file, spec.cwd);
  const [refused] = files;
  if (refused) {
    const closed = closedDirectory(dirname(refused.file), who);
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
  const dangling = candidates(program, spec.cwd, path).find(isLink);
  if (dangling !== undefined) {
    const message = `${dangling} is a symbolic link to ${readlinkSync(dangling)}, which does not exist; correct the link or command`;
    return new CannotRun({ problem: "ENOENT", message });
  }
  const name = program || "the empty command";
  if (program.includes("/")) {
    const message = `${name} was not found: looked for ${resolve(spec.cwd, program)}; install it or correct command`;
    return new CannotRun({ problem: "ENOENT", message });
  }
  const message = `${name} was not found in PATH; install it or correct command`;
  const detail = `PATH is ${path.split(delimiter).join(", ") || "empty"}.`;
  return new CannotRun({ problem: "ENOENT", message, detail });
};

/**
 * Why a command can't be run; null if it can. Checked before anything starts, because afterwards a failed exec can't
 * be told from a program that exits with 126 or 127. Synchronous: a few stat calls.
 */
export const preflight = (spec: ProcessSpec, who: Credentials, path: string): CannotRun | null =>
  userProblem(who) ?? cwdProblem(spec, who) ?? programProblem(spec, who, path);
