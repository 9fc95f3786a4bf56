import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, constants, openSync, rmSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { env } from "node:process";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import { bySystem } from "../../../../system.ts";
import type { Credentials } from "../users/credentials.ts";
import { shellQuote } from "./shellQuote.ts";
import { shimFunctions } from "./shim.ts";

/**
 * How the server's own descriptor of the FIFO is opened; it waits for commands, which this daemon's does not. On Linux,
 * opening /dev/fd/3 opens the FIFO anew, which without a writer, as after the daemon's death, would block for ever: so
 * that descriptor can write, until the server has closed it. On macOS it duplicates the descriptor, and a server that can
 * write would never see the end.
 */
const serverEnd = bySystem({ linux: constants.O_RDWR, darwin: constants.O_RDONLY });

/** How a shim is started. */
export interface ShimCommand {
  /** The absolute path of the run's directory. */
  readonly directory: string;
  /** An environment that a shell passes on unchanged (throughShell). */
  readonly environment: Readonly<Record<string, string>>;
  /** What the command writes 0 to in order to join its control group; null: it has none. */
  readonly joining: string | null;
  /** See shim.ts. */
  readonly arguments: ReadonlyArray<string>;
  readonly credentials: Credentials;
}

/**
 * A small shell that forks the shims. Forking Node, a process of 50 MB and more, takes three milliseconds of its main
 * thread; this shell is fifty times smaller, and its forks are shims without an exec. It reads commands from a FIFO
 * that only the daemon writes to, so it ends with the daemon; its shims live on.
 */
export class ForkServer {
  readonly #shell: string;
  readonly #fifo: string;
  #fifoWriter: Socket | null = null;
  /** Commands whose shim has not been seen yet, by the callback for the case that it never is. */
  readonly #unacknowledged = new Map<() => void, ShimCommand>();
  /** Commands that were sent to a second server after the first had died. */
  readonly #retried = new WeakSet<ShimCommand>();
  readonly #crashPoint: CrashPointHook;

  constructor(shell: string, home: string, crashPoint: CrashPointHook) {
    this.#crashPoint = crashPoint;
    this.#shell = shell;
    this.#fifo = join(home, "forks");
  }

  /**
   * Fork a shim. `onLost` is called if two servers die before `acknowledge` is called. Throws if no server can be
   * started.
   */
  start(command: ShimCommand, onLost: () => void): { readonly acknowledge: () => void } {
    this.#fifoWriter ??= this.#spawnServer();
    this.#unacknowledged.set(onLost, command);
    this.#fifoWriter.write(lineFor(command));
    this.#crashPoint("start.ordered");
    return { acknowledge: () => this.#unacknowledged.delete(onLost) };
  }

  /** Let it finish its commands and end. */
  close(): void {
    this.#fifoWriter?.end();
    this.#fifoWriter = null;
  }

  /** Reap a shim that has ended, which only its parent can. */
  reap(pid: number): void {
    this.#fifoWriter?.write(`wait ${pid}\n`);
  }

  #spawnServer(): Socket {
    rmSync(this.#fifo, { force: true });
    execFileSync("mkfifo", ["-m", "600", this.#fifo], { env: { ...env, LC_ALL: "C" } });
    this.#crashPoint("fork-server.fifo-made");
    // Opened for reading too, so that there is always a reader and no SIGPIPE after the server's death.
    const fd = openSync(this.#fifo, constants.O_RDWR | constants.O_NONBLOCK);
    writeSync(fd, `exec 3>&-\n${shimFunctions}`);
    const process = this.#spawnFor(fd);
    const commands = new Socket({ fd, readable: false, writable: true });
    commands.on("error", () => undefined);
    commands.unref();
    process.unref();
    this.#crashPoint("fork-server.started");
    const gone = (): void => this.#serverEnded(commands);
    process.on("error", gone);
    process.on("exit", gone);
    return commands;
  }

  #spawnFor(fd: number): ChildProcess {
    try {
      return this.#spawnShell(openSync(this.#fifo, serverEnd));
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  /**
   * The server opens the descriptor that it is given, not the path: the next daemon's FIFO has the same path, and
   * opening one without a writer would block forever. The path is there for process listings.
   */
  #spawnShell(commands: number): ChildProcess {
    try {
      return spawn(this.#shell, ["/dev/fd/3", this.#fifo], {
        cwd: "/",
        env: {},
        detached: true,
        stdio: ["ignore", "ignore", "ignore", commands],
      });
    } finally {
      closeSync(commands);
    }
  }

  #serverEnded(commands: Socket): void {
    if (this.#fifoWriter !== commands) return;
    commands.destroy();
    this.#fifoWriter = null;
    const waiting = [...this.#unacknowledged];
    this.#unacknowledged.clear();
    for (const [died, command] of waiting) this.#retry(command, died);
  }

  /**
   * Send a command to a second server; only once, since what killed two may kill a third. If the first one forked a
   * shim after all, only one of the two can claim the run.
   */
  #retry(command: ShimCommand, died: () => void): void {
    if (this.#retried.has(command)) {
      died();
      return;
    }
    this.#retried.add(command);
    try {
      this.start(command, died);
    } catch {
      died();
    }
  }
}

/** In parentheses, so that a command cut off by the daemon's death is a syntax error. */
const lineFor = ({ directory, environment, joining, arguments: args }: ShimCommand): string => {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${shellQuote(value)}\n`);
  const words = args.map(shellQuote).join(" ");
  // A failed redirection of `command exec` does not end the shell: the shim finds out, and reports it.
  const group = joining === null ? "" : `command exec 7>${shellQuote(joining)}\n`;
  return `(${exports.join("")}${group}cd ${shellQuote(directory)} && sentinel_shim ${words}) &\n`;
};
