import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import type { HookEnd, HookRequest } from "../../../../ports/machine/ProcessSpawner.ts";
import { runDirectory, streamFiles } from "../../layout/runDirectories.ts";
import type { SpawnerContext } from "../spawnerContext.ts";
import { beside } from "../start/beside.ts";
import { sendToGroup } from "../watch/send.ts";
import { PrintedLines } from "./PrintedLines.ts";

/** How long to wait for remaining output once the process has ended, in ms: one that has left the group may keep it open. */
const lastOutputTimeout = 200;

/**
 * Starts the command in a process group that does not outlive the daemon: descriptor 0 is a pipe from the daemon, and a
 * second process kills the group when the pipe is closed. It is reparented to init, so that the command has no child
 * that it has not started itself.
 */
const tied = `exec 3<&0 </dev/null
( (trap '' HUP INT QUIT TERM; read -r _ <&3; kill -KILL 0) >/dev/null 2>&1 & )
exec "$@" 3<&-`;

type World = Pick<SpawnerContext, "home" | "parseEnvFile" | "launcher">;

/** Run a hook until it ends; if interrupted, kill its process group. What it prints is part of the output of its run. */
export const runHook = (request: HookRequest, world: World): Effect.Effect<HookEnd> =>
  Effect.async<HookEnd>((resume) => {
    const prepared = beside(request.command, request, world);
    if (typeof prepared === "string") {
      resume(Effect.succeed({ failure: prepared, lines: [] }));
      return;
    }
    const { prefix, argv, options } = prepared;
    const words = [...prefix, world.launcher.shell, "-c", tied, "sentinel-hook", ...argv];
    const [program = "", ...args] = words;
    const env = { ...options.env, SENTINEL_HOOK: request.hook, ...request.variables };
    const child = spawn(program, args, { ...options, env, stdio: ["pipe", "pipe", "pipe"] });
    // The group may end before the pipe is connected.
    child.stdin.on("error", () => undefined);
    const printed = new PrintedLines(request.hook, (lines) => append(request, lines, world.home));
    for (const stream of [child.stdout, child.stderr]) printed.read(stream);
    const kill = (): void => {
      if (child.pid !== undefined) sendToGroup(child.pid, "SIGKILL");
    };
    const settle = (failure: string | null): void => {
      printed.end();
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      const said = failure === null || printed.last === "" ? "" : `: ${printed.last}`;
      resume(Effect.succeed({ failure: failure && `${failure}${said}`, lines: printed.lines }));
    };
    child.once("error", ({ message }) => settle(`it could not be started: ${message}`));
    child.once("exit", (code, signal) => {
      kill();
      const failure = code === 0 ? null : signal === null ? `exit code ${code}` : `killed by ${signal}`;
      const timeout = setTimeout(() => settle(failure), lastOutputTimeout);
      child.once("close", () => {
        clearTimeout(timeout);
        settle(failure);
      });
    });
    return Effect.sync(kill);
  });

/** Add lines to the output of the run; before its start it has no files, and the lines are stored with the start. */
const append = ({ path, run }: HookRequest, lines: ReadonlyArray<string>, home: string): void => {
  try {
    appendFileSync(
      join(runDirectory(home, { path, run }), streamFiles.stderr),
      lines.map((line) => `${line}\n`).join(""),
      // The files of a run that has started exist; the folder of another one is not created.
      { flag: "a", mode: 0o600 },
    );
  } catch {
    // The run has not started, its files were removed, or the disk is full. None of this is a reason to fail the hook.
  }
};
