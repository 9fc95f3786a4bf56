import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceState } from "../../launchd/ServiceManager.ts";
import { eventually, type Said } from "../e2e/sentinel.ts";
import { needs } from "../support/needs.ts";
import { endProcessesOf } from "../support/processesOf.ts";

const script = join(import.meta.dirname, "manager");
const program = join(import.meta.dirname, "../../dist/sentinel.js");

const lacking = spawnSync(script, ["--lacking"], { encoding: "utf8" });

/** `it` for tests with a real systemd of a user. */
export const withSystemd = needs(lacking.status === 0 ? lacking.stdout.trim() : null);

/** A user whose systemd runs, with one tree in a folder. */
export interface UserManager {
  /** The folder of the tree's file. */
  readonly tree: string;
  readonly home: string;
  readonly unit: string;
  /** Run a program as that user, in the tree's folder. */
  readonly run: (program: string, ...args: ReadonlyArray<string>) => Promise<Said>;
  readonly sentinel: (...args: ReadonlyArray<string>) => Promise<Said>;
  /** What `sentinel service status --json` prints. */
  readonly service: () => Promise<ServiceState>;
  /** What systemd says of the unit. */
  readonly show: (property: string) => Promise<string>;
  /** Settings of the user's own for the unit. */
  readonly dropIn: (text: string) => Promise<void>;
  readonly write: (yaml: string) => void;
  readonly leave: () => Promise<void>;
}

/** Start the systemd of a user who has a tree named `shop`. */
export const startUserManager = async (yaml: string): Promise<UserManager> => {
  const folder = mkdtempSync(join(tmpdir(), "sd-"));
  const tree = join(folder, "shop");
  mkdirSync(tree);
  const write = (text: string): void => writeFileSync(join(tree, "sentinel.yaml"), text);
  write(yaml);
  const manager = spawn(script, [folder], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(manager, "exit");
  const { SENTINEL_HOME: _home, SENTINEL_TREE: _tree, XDG_CONFIG_HOME: _config, ...variables } = process.env;
  const env = {
    ...variables,
    ...{ HOME: join(folder, "home"), XDG_RUNTIME_DIR: join(folder, "run"), NO_COLOR: "1" },
  };
  const run: UserManager["run"] = (name, ...args) => {
    const pid = readFileSync(join(folder, "pid"), "utf8").trim();
    const inTree = ["sh", "-c", 'cd "$0" && exec "$@"', tree, name, ...args];
    return new Promise((resolve) => {
      execFile("nsenter", ["--target", pid, "--mount", ...inTree], { env }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err });
      });
    });
  };
  const systemctl = (...args: ReadonlyArray<string>): Promise<Said> => run("systemctl", "--user", ...args);
  const sentinel: UserManager["sentinel"] = (...args) => run(process.execPath, program, ...args);
  const unit = "sentinel-shop.service";
  await eventually("systemd runs", async () => {
    try {
      return (await systemctl("is-active", "default.target")).code === 0;
    } catch {
      // The namespace isn't there yet.
      return false;
    }
  });
  return {
    ...{ tree, unit, run, sentinel, write },
    home: join(folder, "home/.sentinel/shop"),
    service: async () => {
      const { out, err } = await sentinel("service", "status", "--json");
      if (out === "") throw new Error(err);
      return JSON.parse(out) as ServiceState;
    },
    show: async (property) => (await systemctl("show", `--property=${property}`, "--value", unit)).out.trim(),
    dropIn: async (text) => {
      const place = join(folder, "home/.config/systemd/user", `${unit}.d`);
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, "test.conf"), text);
      await systemctl("daemon-reload");
    },
    leave: async () => {
      manager.kill();
      await ended;
      await endProcessesOf(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
