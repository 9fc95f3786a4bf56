import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";

/**
 * An init for the daemon, written in shell: a shell reaps any child, including orphans that it didn't start, which
 * Node does not. It forwards signals and exits with the daemon's exit code.
 *
 * - The daemon has a session of its own: otherwise Ctrl-C would reach it twice, from the terminal as well.
 * - A background command would read from /dev/null.
 * - Node has raised the limit of open files; descriptorLimit.ts looks for the original one here.
 * - A signal interrupts `wait`, and the daemon may exit at that moment: then `wait` is called again, and 127 means
 *   that the code was already collected.
 */
const initScript = `
exec 3<&0
ulimit -S -n 1024 2>/dev/null
setsid "$@" <&3 3<&- &
daemon=$!
exec 3<&-
for name in HUP INT QUIT TERM USR1 USR2 WINCH; do trap "kill -$name $daemon 2>/dev/null" $name; done
while wait $daemon; code=$?; kill -0 $daemon 2>/dev/null; do :; done
wait $daemon 2>/dev/null; late=$?
[ $late -eq 127 ] || code=$late
exit $code
`;

const forwarded = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGWINCH"] as const;

/** The syscall number of prctl(2), by Node's name of the architecture. */
const prctlNumbers: Readonly<Record<string, number>> = {
  ...{ x64: 157, arm64: 167, riscv64: 167, loong64: 167, ia32: 172, arm: 172, ppc64: 171, s390x: 172 },
};

/** PR_SET_CHILD_SUBREAPER: orphans below are reparented to this process instead of process 1. It survives an exec. */
const setChildSubreaper = 36;

const firstExisting = (...files: ReadonlyArray<string>): string | undefined =>
  files.find((file) => existsSync(file));

/** Node 22.15 and later can replace this process by another program. */
const execInPlace = (argv: ReadonlyArray<string>): void => {
  if (!("execve" in process) || typeof process.execve !== "function") return;
  // Suppress the warning that it is experimental.
  process.removeAllListeners("warning");
  process.execve(argv[0], argv, process.env);
};

/** Process 1 stays Node and only forwards signals; the reaper runs below it. */
const spawnSubreaper = (perl: string, prctlNumber: number, argv: ReadonlyArray<string>): ChildProcess => {
  const script = `syscall(${prctlNumber}, ${setChildSubreaper}, 1, 0, 0, 0) == 0 or exit 125; exec { $ARGV[0] } @ARGV`;
  // A session of its own, so that it receives each signal once.
  const child = spawn(perl, ["-e", script, ...argv], { stdio: "inherit", detached: true });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  return child;
};

const exitCodeOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
  });

const missingInitWarning =
  "sentinel: this is process 1, and Node can't reap the orphans that children leave: zombies will accumulate (`sentinel doctor` counts them); start it under an init (docker run --init, tini), or install perl\n";

/**
 * As process 1, to which every orphan is reparented: run this same command under an init and return its exit code.
 * Null if this is not process 1, or, after a warning, if no init can be built here.
 */
export const runUnderInit = async (): Promise<number | null> => {
  if (process.pid !== 1) return null;
  const [script = "", ...args] = process.argv.slice(1);
  const argv = [
    "/bin/sh",
    "-c",
    initScript,
    "sentinel-init",
    process.execPath,
    ...process.execArgv,
    script,
    ...args,
  ];
  const setsid = firstExisting("/usr/bin/setsid", "/bin/setsid");
  const perl = firstExisting("/usr/bin/perl", "/usr/local/bin/perl");
  const prctlNumber = prctlNumbers[process.arch];
  if (setsid) execInPlace(argv);
  if (setsid && perl && prctlNumber !== undefined) return exitCodeOf(spawnSubreaper(perl, prctlNumber, argv));
  process.stderr.write(missingInitWarning);
  return null;
};
