import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { anonymousCaller, type Caller } from "../../api/caller.ts";
import { contract } from "../../api/contract/contract.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  db: { command: db }
  web: { children: { api: { command: api } } }
`;

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

/** Asks again, naming the answer that is known. */
const again = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
  const { etag = "" } = (await daemon.get(path, headers)).headers;
  expect(etag, path).toMatch(/^"[\x21\x23-\x7e]+"$/);
  return { etag, ask: () => daemon.get(path, { ...headers, "if-none-match": etag }) };
};

const tagged = Object.values(contract).filter((route) => "caching" in route);

describe("If-None-Match", () => {
  it("is answered 304 without a body by every route that has an ETag", async () => {
    expect(tagged.map(({ path }) => path)).toContain("/children");
    for (const { path } of tagged) {
      const { ask, etag } = await again(path.replace(":id", "newest"));
      expect(await ask(), path).toMatchObject({ status: 304, body: "", headers: { etag } });
    }
  });

  it("is answered with the list once a child has changed", async () => {
    const { ask } = await again("/children");
    await daemon.post("/actions", { verb: "stop", paths: ["db"] });
    expect(await ask()).toMatchObject({
      status: 200,
      body: { items: [{ path: "db", state: "stopped" }, {}, {}] },
    });
  });

  it("is answered with the revisions once there is one more, even if its tree was there before", async () => {
    const list = await again("/revisions");
    const newest = await again("/revisions/newest");
    await daemon.post("/children", { name: "more", command: { argv: ["more"] } });
    await daemon.post("/revisions/1/rollback", {});
    expect(await list.ask()).toMatchObject({ status: 200, body: { items: [{}, {}, {}] } });
    expect(await newest.ask()).toMatchObject({ status: 200, body: { number: 3 } });
  });

  it("does not take one form of an answer for another, nor what one caller sees for what another does", async () => {
    const { etag } = await again("/children");
    const asText = { accept: "text/plain", "if-none-match": etag };
    expect(await daemon.get("/children", asText)).toMatchObject({ status: 200, type: /text/ });
    const caller: Caller = {
      ...anonymousCaller("192.0.2.1"),
      principal: { kind: "key", id: "ci" },
      role: "viewer",
      scope: ["web/*"],
    };
    const scoped = await makeDaemon(tree, { identify: () => Effect.succeed(caller) });
    const { headers } = await scoped.get("/children");
    expect(headers.etag).toContain("web%2F*");
    await scoped.end();
  });

  it("takes weak tags and lists, and every answer for *", async () => {
    const { etag } = await again("/openapi.json");
    for (const header of [`W/${etag}`, `"other", ${etag}`, "*"])
      expect(await daemon.get("/openapi.json", { "if-none-match": header }), header).toMatchObject({
        status: 304,
      });
    expect(await daemon.get("/openapi.json", { "if-none-match": '"other"' })).toMatchObject({ status: 200 });
  });
});
