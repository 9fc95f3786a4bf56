import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, constants, openSync, rmSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { env } from "node:process";
import { passing } from "../../../domain/Step.ts";
import { shellQuote } from "./shellQuote.ts";
import { shimFunctions } from "./shim.ts";

/** What a shim is started with. */
export interface ShimOrder {
  /** The run's directory, absolute. */
  readonly directory: string;
  /** The environment, which a shell can hand on (throughShell). */
  readonly environment: Readonly<Record<string, string>>;
  /** See shim.ts. */
  readonly arguments: ReadonlyArray<string>;
  /** Null: the daemon's own. */
  readonly uid: number | null;
  readonly gid: number | null;
}

/**
 * A small shell that forks the shims. To fork Node itself, a process of 50 MB and more, costs three
 * milliseconds of its main thread; this shell is fifty times as small, and its forks are shims already,
 * without an exec. It reads commands from a FIFO that the daemon alone writes to, so it ends with the
 * daemon; its shims live on.
 */
export class ForkServer {
  readonly #shell: string;
  readonly #fifo: string;
  #commands: Socket | null = null;
  /** The orders of which no shim was heard yet, by whom to tell when none will be. */
  readonly #waiting = new Map<() => void, ShimOrder>();
  /** Orders that were given to a second server after the first had died. */
  readonly #repeated = new WeakSet<ShimOrder>();

  constructor(shell: string, home: string) {
    this.#shell = shell;
    this.#fifo = join(home, "forks");
  }

  /** Have a shim forked. `died` is called if two servers end before `heard` was; throws if none can be started. */
  start(order: ShimOrder, died: () => void): { readonly heard: () => void } {
    this.#commands ??= this.#begin();
    this.#waiting.set(died, order);
    this.#commands.write(commandFor(order));
    passing("start.ordered");
    return { heard: () => this.#waiting.delete(died) };
  }

  /** Let it end, with what it has to do still. */
  close(): void {
    this.#commands?.end();
    this.#commands = null;
  }

  /** The shim with this pid has ended: nobody but its parent can lay it to rest. */
  bury(pid: number): void {
    this.#commands?.write(`wait ${pid}\n`);
  }

  #begin(): Socket {
    rmSync(this.#fifo, { force: true });
    execFileSync("mkfifo", ["-m", "600", this.#fifo], { env: { ...env, LC_ALL: "C" } });
    passing("forks.fifo-made");
    // For reading too: so there is a reader from the start, and no signal when the server has died.
    const fd = openSync(this.#fifo, constants.O_RDWR | constants.O_NONBLOCK);
    writeSync(fd, `exec 3>&-\n${shimFunctions}`);
    const process = this.#shellOn(fd);
    const commands = new Socket({ fd, readable: false, writable: true });
    commands.on("error", () => undefined);
    commands.unref();
    process.unref();
    passing("forks.begun");
    const gone = (): void => this.#end(commands);
    process.on("error", gone);
    process.on("exit", gone);
    return commands;
  }

  /**
   * It opens the FIFO that it is handed, not one of that name: the next daemon's is called the same, and to open one
   * that nobody holds would take for ever. The name is for whoever lists processes.
   */
  #shellOn(fd: number): ChildProcess {
    try {
      return spawn(this.#shell, ["/dev/fd/3", this.#fifo], {
        cwd: "/",
        env: {},
        detached: true,
        stdio: ["ignore", "ignore", "ignore", fd],
      });
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  #end(commands: Socket): void {
    if (this.#commands !== commands) return;
    commands.destroy();
    this.#commands = null;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [died, order] of waiting) this.#repeat(order, died);
  }

  /**
   * Give an order to a second server; once, since what has killed two may kill a third. Should the first one
   * have forked a shim for it after all, only one of the two can claim the run.
   */
  #repeat(order: ShimOrder, died: () => void): void {
    if (this.#repeated.has(order)) {
      died();
      return;
    }
    this.#repeated.add(order);
    try {
      this.start(order, died);
    } catch {
      died();
    }
  }
}

/** In brackets, so that a command that was cut off by the daemon's death is no command. */
const commandFor = ({ directory, environment, arguments: args }: ShimOrder): string => {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${shellQuote(value)}\n`);
  const words = args.map(shellQuote).join(" ");
  return `(${exports.join("")}cd ${shellQuote(directory)} && sentinel_shim ${words}) &\n`;
};
