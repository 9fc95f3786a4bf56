import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { makePlace, type Place, withoutProgress } from "./sentinel.ts";

const shop = (children: string): string =>
  `name: shop\ndefaults: { min_uptime: 50ms, stop: { timeout: 3s } }\nchildren:\n${children}`;

let place: Place;
afterEach(() => place.leave());

const begin = async (children: string, files: Readonly<Record<string, string>> = {}): Promise<void> => {
  place = makePlace(shop(children));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.folder, name), text);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
};

describe("the answer to a command", () => {
  // F2: "many: running (all children are started)", with exit code 0, when nothing of it ran.
  it("counts the running children of a group, names the others, and exits with 1", async () => {
    await begin(
      "  many: { command: sleep 1000, replicas: 2, env_file: x.env, backoff: { initial: 60s } }\n",
      {
        "x.env": "A=1\n",
      },
    );
    renameSync(join(place.folder, "x.env"), join(place.folder, "y.env"));
    const { code, out, err } = await place.sentinel("restart", "many");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^many: 0 of 2 running; many#1: backoff \(.*x\.env does not exist.*; next attempt in \d+ s\); many#2: backoff/,
    );
    expect((await place.sentinel("restart", "/")).code).toBe(1);
    expect((await place.sentinel("restart", "many*")).code).toBe(1);
    renameSync(join(place.folder, "y.env"), join(place.folder, "x.env"));
    expect(withoutProgress(await place.sentinel("restart", "many"))).toEqual({
      ...{ code: 0, err: "" },
      out: "many: running (2 of 2 running)\n",
    });
  });

  it("names children that stay stopped by hand, which is not a failure", async () => {
    await begin("  web: { children: { api: { command: sleep 1001 } } }\n");
    await place.sentinel("stop", "api");
    const stays = "web/api stays stopped by hand: `sentinel start web/api`";
    expect(withoutProgress(await place.sentinel("restart", "web"))).toEqual({
      code: 0,
      err: "",
      out: `web is up; ${stays}\n`,
    });
    expect(withoutProgress(await place.sentinel("start", "/"))).toEqual({
      code: 0,
      err: "",
      out: `the tree is up; ${stays}\n`,
    });
    expect((await place.sentinel("explain", "web")).out).not.toContain("all children are started");
    const several = await place.sentinel("start", "web", "web/api");
    expect(several.out).toBe("web: running (1 of 1 running)\nweb/api: running (alive)\n");
  });

  // R18: two of them ended with exit code 1.
  it("reports of three concurrent restarts that the child is running", async () => {
    await begin("  a: { command: sleep 1000, min_uptime: 300ms }\n");
    const said = await Promise.all([1, 2, 3].map(() => place.sentinel("restart", "a")));
    expect(said.map(({ code, out }) => [code, out])).toEqual(said.map(() => [0, "a: running (alive)\n"]));
  });

  // R21: nothing was said, and what was added was looked for in the folder of the file.
  it("reports that the file has changed, and adds a child in the current folder", async () => {
    await begin("  a: { command: sleep 1000 }\n");
    expect((await place.sentinel("restart", "a")).err).toBe("");
    place.write(shop("  a: { command: sleep 2000 }\n"));
    const { code, err } = await place.sentinel("restart", "a");
    expect([code, err]).toEqual([
      0,
      "sentinel: the file has changed since revision 1: `sentinel plan` shows it\n",
    ]);
    place.write(shop("  a: { command: sleep 1000 } # as before\n"));
    expect((await place.sentinel("restart", "a")).err).toBe("");
    const folder = join(place.folder, "scripts");
    mkdirSync(folder);
    writeFileSync(join(folder, "t.sh"), "#!/bin/sh\nexec sleep 1003\n");
    chmodSync(join(folder, "t.sh"), 0o755);
    expect((await place.sentinelIn(folder, "add", "t", "--", "./t.sh")).code).toBe(0);
    expect((await place.status()).children.map(({ path, state }) => `${path} ${state}`)).toEqual([
      "a running",
      "t running",
    ]);
  });
});

describe("a change that fails", () => {
  // F10: no cause, no event, nothing in the history.
  it("quotes the program, and is kept in the events and the history", async () => {
    await begin("  api: { command: sleep 1000, min_uptime: 300ms }\n");
    place.write(shop('  api: { command: "echo no such table >&2; exit 1", min_uptime: 10s }\n'));
    const { code, err } = await place.sentinel("apply");
    expect(code).toBe(1);
    const words = "it said last: “no such table”; all changes were rolled back";
    expect(err).toContain(words);
    const history = (await place.sentinel("config", "history")).out.trimEnd().split("\n");
    expect(history).toHaveLength(2);
    expect(history[1]).toMatch(/^ {3}– .*the file was applied .*: not applied: api did not come up: failed/);
    expect(history[1]).toContain(words);
    const events = (await place.sentinel("events")).out.trimEnd().split("\n");
    expect(events.at(-1)).toMatch(/tree: apply by user:.* failed: api did not come up: /);
    expect(
      events.filter((line) => line.includes("exit 1 → ")),
      "the way back",
    ).toEqual([]);
    const added = await place.sentinel("add", "x", "--", "sh", "-c", "echo no room >&2; exit 1");
    expect(added.err).toMatch(/x was not added: .*; it said last: “no room”/);
  });

  // F5: the tree stayed failed, with exit code 0.
  it("is fixed by a change without a restart: the tree is started, as plan announces", async () => {
    const tree = (word: string): string =>
      shop(
        `  a: { command: sleep 1000 }\n  b: { command: "echo listening on; sleep 1001", on_limit: escalate, ready: { log: "${word}", timeout: 500ms } }\n`,
      );
    place = makePlace(tree("Listening"));
    expect((await place.sentinel("up", "--detach")).code).toBe(1);
    expect((await place.sentinel("apply")).out).toContain(
      "Nothing differs; 0 processes are not touched.\nThe tree is failed; `sentinel start /` starts it.",
    );
    place.write(tree("listening"));
    expect((await place.sentinel("plan")).out).toContain(
      "▶ the tree (start) — the tree has failed and is started",
    );
    expect(withoutProgress(await place.sentinel("apply"))).toMatchObject({ code: 0, err: "" });
    expect((await place.status()).state).toBe("running");
  });
});
