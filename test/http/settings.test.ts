import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makePlace, type Place } from "../e2e/sentinel.ts";

const tree = "version: 1\nname: shop\nchildren:\n  web: { command: sleep 1000, min_uptime: 0 }\n";

let place: Place;
beforeEach(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "0");
});
afterEach(() => place.leave());

const file = (): string => join(place.home, "settings.yaml");
const settings = (...args: ReadonlyArray<string>) => place.sentinel("config", "settings", ...args);

it("are shown with their origin, changed one at a time, and taken up by the next daemon", async () => {
  expect((await settings()).out).toMatch(/^listen +127\.0\.0\.1:0 \(command line\)$/m);
  writeFileSync(file(), "# ours\nlisten: none\n");
  const set = await settings("set", "hosts", '["shop.example.com"]');
  expect(set).toMatchObject({ code: 0, err: expect.stringContaining("when the next daemon starts") });
  expect(set.out).toContain('hosts           [] (default); the next daemon: ["shop.example.com"]');
  expect(readFileSync(file(), "utf8")).toBe("# ours\nlisten: none\nhosts:\n  - shop.example.com\n");
  await place.sentinel("down");
  await place.sentinel("up", "--detach");
  const { out, err } = await settings();
  expect(out).toContain("listen          none (settings.yaml:2)");
  expect(out).toContain('hosts           ["shop.example.com"] (settings.yaml:3)');
  expect(err).toBe("");
  expect((await settings("unset", "hosts")).code).toBe(0);
  expect(readFileSync(file(), "utf8")).toBe("# ours\nlisten: none\n");
});

it("are refused with exit code 5 where they are wrong, and with 2 where the command is", async () => {
  expect(await settings("set", "listen", "nowhere")).toMatchObject({
    code: 5,
    err: expect.stringContaining("listen: expected an address"),
  });
  expect(await settings("set", "listen")).toMatchObject({ code: 2, err: expect.stringContaining("usage:") });
  writeFileSync(file(), "host: x\n");
  expect(await settings("set", "listen", "none")).toMatchObject({
    code: 5,
    err: expect.stringContaining("correct it first"),
  });
  expect(await settings()).toMatchObject({ code: 1, err: expect.stringContaining('unknown key "host"') });
});
