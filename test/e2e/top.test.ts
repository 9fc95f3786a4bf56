import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holderOf } from "../http/talk.ts";
import { makePlace, type Place, program } from "./sentinel.ts";

const pressesKeys = join(import.meta.dirname, "../fixtures/pressesKeys.py");

let place: Place;
beforeEach(async () => {
  place = makePlace(`version: 1
name: shop
children:
  web: { command: ["sh", "-c", "echo hello; sleep 1000"], min_uptime: 0 }
  db: { command: sleep 1000, min_uptime: 0 }
`);
  await place.sentinel("up", "--detach", "--listen", "0");
});
afterEach(() => place.leave());

type Step =
  | { readonly until: string }
  | { readonly keys: string }
  | { readonly signal: number }
  | { readonly size: ReadonlyArray<number> }
  | { readonly run: ReadonlyArray<string> };

/** `sentinel top` on a terminal: what it has shown, and how it ended. */
const top = async (steps: ReadonlyArray<Step>, variables: NodeJS.ProcessEnv = {}): Promise<string> => {
  const { SENTINEL_HOME: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    SENTINEL_HOME: place.home,
    TERM: "xterm",
    NO_COLOR: "1",
    LC_ALL: "C.UTF-8",
    ...variables,
  };
  const args = [pressesKeys, JSON.stringify(steps), process.execPath, program, "top"];
  const { stdout } = await promisify(execFile)("python3", args, { cwd: place.folder, env });
  return stdout;
};

const [esc, enter, down] = ["\u001b", "\r", "\u001b[B"];
const quits: ReadonlyArray<Step> = [{ keys: "q" }];
const isUp: Step = { until: "q quit" };
/** The alternate screen and the cursor are as they were, and so are the terminal's modes. */
const isRestored = (shown: string): void => {
  expect(shown).toContain("\u001b[?25h\u001b[0m\u001b[?1049l");
  expect(shown).toContain("modes as before");
};

describe("sentinel top", () => {
  it("shows the tree, why a child is in its state, and its output, and gives the terminal back", async () => {
    const shown = await top([
      ...[isUp],
      ...[{ keys: enter }, { until: "detail of web" }, { until: "permanent: restarted whenever it ends" }],
      ...[{ keys: "l" }, { until: "logs of web" }, { until: "hello" }],
      ...[{ keys: down }, { until: "logs of db" }, { keys: esc }],
      ...[{ keys: "s" }, { until: "cpu▼" }, { size: [10, 60] }, { until: "cpu▼" }, { keys: "q" }],
    ]);
    expect(shown).toContain("exit code 0");
    expect(shown).not.toContain("never shown");
    isRestored(shown);
  });

  it("stops and starts a child after a yes, and shows what has come of it", async () => {
    const shown = await top([
      ...[isUp, { keys: "jt" }, { until: "Stop db" }, { keys: "n" }, isUp],
      ...[
        { keys: "t" },
        { until: "Stop db" },
        { keys: "y" },
        { until: "db: stopped" },
        { until: "1 stopped" },
      ],
      ...[{ keys: "t" }, { until: "Start db" }, { keys: "y" }, { until: "db: running" }, ...quits],
    ]);
    expect(shown).toContain("exit code 0");
    expect((await place.status()).children.map(({ state }) => state)).toEqual(["running", "running"]);
  });

  it("goes on with the next daemon, which has adopted the children", async () => {
    const { pid } = holderOf(place.home);
    const pids = await place.pids();
    const shown = await top([
      ...[isUp, { run: ["kill", "-9", String(pid)] }, { until: "no contact with the daemon" }],
      ...[{ run: [process.execPath, program, "up", "--detach", "--listen", "none"] }, { until: "q quit" }],
      ...[{ keys: "r" }, { until: "Restart web" }, { keys: "n" }, ...quits],
    ]);
    expect(shown).toContain("exit code 0");
    expect(await place.pids()).toEqual(pids);
  });

  it.each([
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ])("gives the terminal back when it is ended by %s", async (_, signal) => {
    const shown = await top([isUp, { signal }]);
    isRestored(shown);
    expect(shown).toContain("exit code 130");
  });

  it("needs no more than ASCII and no colours", async () => {
    const shown = await top([isUp, ...quits], { LC_ALL: "C" });
    expect(shown).toContain("> |- * web");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding others is the point
    expect(shown).toMatch(/^[\u0000-\u007f]*$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    expect(shown).not.toMatch(/\u001b\[3\dm/);
  });

  it("shows why a command is refused to whoever may only look", async () => {
    const { key } = await place.json<{ key: string }>("key", "create", "looks", "--role", "viewer");
    const remote = { SENTINEL_URL: holderOf(place.home).url ?? "", SENTINEL_KEY: key };
    const shown = await top([isUp, { keys: "r" }, { until: "operator" }, ...quits], {
      SENTINEL_HOME: undefined,
      ...remote,
    });
    expect(shown).toContain("exit code 0");
    expect(shown).not.toContain("[y/N]");
  });

  it("says what to use where there is no terminal, and that there is no daemon", async () => {
    expect(await place.sentinel("top")).toMatchObject({
      code: 2,
      err: expect.stringContaining("`sentinel status` prints the tree once"),
    });
    await place.sentinel("down");
    const shown = await top([]);
    expect(shown).toContain("no daemon is running");
    expect(shown).toContain("exit code 3");
    expect(shown).not.toContain("1049h");
  });
});
