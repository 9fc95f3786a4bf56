import { closeSync, constants, openSync, readSync, type Stats, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { ServiceSpec } from "../../../domain/ChildSpec.ts";
import { CannotRun } from "../../../domain/Errors.ts";

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

/** Whether the user that the run is for may execute the file, by its permission bits. */
const mayExecute = ({ mode, uid, gid }: Stats, spec: ServiceSpec): boolean => {
  const user = spec.uid ?? process.getuid?.() ?? 0;
  const group = spec.gid ?? process.getgid?.() ?? 0;
  if (user === 0) return (mode & 0o111) !== 0;
  if (user === uid) return (mode & 0o100) !== 0;
  const inGroup = group === gid || (spec.uid === null && (process.getgroups?.() ?? []).includes(gid));
  return inGroup ? (mode & 0o010) !== 0 : (mode & 0o001) !== 0;
};

/** Where `execvp` would look for the program. */
const candidates = (program: string, cwd: string, path: string): ReadonlyArray<string> =>
  program.includes("/")
    ? [isAbsolute(program) ? program : resolve(cwd, program)]
    : path.split(delimiter).map((directory) => resolve(cwd, directory || ".", program));

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
const formatProblem = (file: string): CannotRun | null => {
  const head = firstBytes(file);
  if (head.subarray(0, 2).toString("latin1") === "#!") {
    const interpreter = /^#![ \t]*(\S+)/.exec(head.toString("latin1"))?.[1] ?? "";
    if (stat(interpreter)?.isFile()) return null;
    const message = `${file} wants the interpreter ${interpreter || "(none)"}, which does not exist; correct its first line`;
    return new CannotRun({ problem: "bad_interpreter", message });
  }
  const isBinary = head[0] === 0x7f || head.includes(0);
  if (isBinary) return null;
  const message = `${file} is not a program: it has no #! line; add one, such as #!/bin/sh`;
  return new CannotRun({ problem: "ENOEXEC", message });
};

/**
 * Why a command can't be run, found before anything is started, because afterwards nobody could tell a
 * failed exec from a program that ends with 126 or 127. Null when it can. Synchronous: a few stat calls.
 */
export const preflight = (spec: ServiceSpec, path: string): CannotRun | null => {
  const [program] = argvOf(spec);
  if (!stat(spec.cwd)?.isDirectory()) {
    const message = `the working directory ${spec.cwd} does not exist; create it or correct cwd`;
    return new CannotRun({ problem: "bad_cwd", message });
  }
  const found = candidates(program, spec.cwd, path).flatMap((file) => {
    const stats = stat(file);
    return stats ? [{ file, stats }] : [];
  });
  const files = found.filter(({ stats }) => stats.isFile());
  const runnable = files.find(({ stats }) => mayExecute(stats, spec));
  if (runnable) return formatProblem(runnable.file);
  if (files[0]) {
    const message = `${files[0].file} is not executable for the user it is to run as; chmod +x it`;
    return new CannotRun({ problem: "EACCES", message });
  }
  if (found[0] && program.includes("/")) {
    return new CannotRun({ problem: "EACCES", message: `${found[0].file} is a directory, not a program` });
  }
  const where = program.includes("/") ? join(resolve(spec.cwd, program)) : `PATH (${path})`;
  const message = `${program} was not found: looked for ${where}; install it or correct command`;
  return new CannotRun({ problem: "ENOENT", message });
};
