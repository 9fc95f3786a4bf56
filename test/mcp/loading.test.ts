// What nobody uses is not loaded: here the bundle of the server is not even there.
import { execFile } from "node:child_process";
import { cpSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { ask, holderOf } from "../http/talk.ts";
import { keyFor } from "./assistant.ts";

const repository = join(import.meta.dirname, "../..");

let place: Place;
beforeEach(() => {
  place = makePlace("version: 1\nname: shop\nchildren: { web: { command: sleep 1000, min_uptime: 0 } }\n");
  cpSync(join(repository, "dist"), join(place.folder, "dist"), { recursive: true });
  rmSync(join(place.folder, "dist/mcp.js"));
  symlinkSync(join(repository, "node_modules"), join(place.folder, "node_modules"));
});
afterEach(() => place.leave());

it("a daemon loads the server with the first request of somebody who may come in, and the command line with `mcp`", async () => {
  const options = { cwd: place.folder, env: { ...process.env, SENTINEL_HOME: place.home } };
  const sentinel = (...args: ReadonlyArray<string>) =>
    promisify(execFile)(process.execPath, [join(place.folder, "dist/sentinel.js"), ...args], options);
  await sentinel("up", "--detach", "--listen", "0");
  const { url } = holderOf(place.home);
  const authorization = `Bearer ${await keyFor(place, { name: "helper", role: "viewer" })}`;
  const headers = { authorization, "content-type": "application/json" };
  expect((await ask(`${url}/api/v1/status`, { headers })).status).toBe(200);
  expect((await ask(`${url}/mcp`, { method: "POST", body: "{}" })).status).toBe(415);
  const stranger = { "content-type": "application/json" };
  expect((await ask(`${url}/mcp`, { method: "POST", headers: stranger, body: "{}" })).status).toBe(401);
  expect((await ask(`${url}/mcp`, { method: "POST", headers, body: "{}" })).status).toBe(500);
  await expect(sentinel("mcp")).rejects.toThrow("mcp.js");
});
