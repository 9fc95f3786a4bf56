import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = join(import.meta.dirname, "../../dist/sentinel.js");

/** A command that stays, from one daemon to the next. */
interface Following {
  /** Whether it has heard anything: only then it goes on with the next daemon. */
  readonly isHeard: () => boolean;
  /** Waits for its end, which is that of a daemon in order; says what was wrong with it. */
  readonly end: () => Promise<ReadonlyArray<string>>;
  /** How often it has gone on with another daemon. */
  readonly again: () => number;
  /** How many lines of each child it has said to be gone. */
  readonly missed: () => ReadonlyArray<readonly [path: string, lines: number]>;
  /** End it, if it is still there. */
  readonly stop: () => void;
}

/** Follow a home: `logs` or `events` with its arguments; each object that it prints is heard. */
export const follow = <Item>(
  home: string,
  args: readonly [verb: string, ...ReadonlyArray<string>],
  hear: (item: Item) => void,
): Following => {
  const command = spawn(process.execPath, [program, ...args, "-f", "--json", "--home", home], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let isHeard = false;
  command.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const lines = createInterface({ input: command.stdout });
  lines.on("line", (line) => {
    isHeard = true;
    hear(JSON.parse(line));
  });
  const closed = Promise.all([once(command, "close"), once(lines, "close")]);
  const end = async (): Promise<ReadonlyArray<string>> => {
    const [[code, signal]] = await closed;
    const unexpected = said
      .split("\n")
      .filter(
        (line) =>
          !/^$|continuing with it$|waiting for the next one$|the daemon has exited$|can't be shown: removed/.test(
            line,
          ),
      );
    const wrongs = unexpected.map((line) => `${args[0]} -f said: ${line}`);
    return code === 0 ? wrongs : [...wrongs, `${args[0]} -f ended with ${signal ?? code}`];
  };
  return {
    isHeard: () => isHeard,
    end,
    missed: () =>
      [...said.matchAll(/^sentinel: (\d+) lines? of (\S+) can't be shown/gm)].map(
        ([, lines, path = ""]) => [path, Number(lines)] as const,
      ),
    again: () => said.match(/continuing with it$/gm)?.length ?? 0,
    stop: () => void command.kill("SIGKILL"),
  };
};
