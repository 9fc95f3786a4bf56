import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask as read, request } from "../../src/client/client.ts";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { ask, holderOf } from "../http/talk.ts";
import { keyFor, overHttp } from "./assistant.ts";

const tree = `version: 1
name: shop
defaults: { min_uptime: 0 }
children:
  web: { children: { api: { command: sleep 1000 } } }
  db: { command: "sh -c 'echo the books are open; exec sleep 1001'" }
`;

let place: Place;
let url: string;
beforeAll(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "0");
  url = `${holderOf(place.home).url}/mcp`;
});
afterAll(() => place.leave());

const listing = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
const json = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  "mcp-protocol-version": "2025-11-25",
};
const post = (headers: Readonly<Record<string, string>>, body = listing) =>
  ask(url, { method: "POST", headers: { ...json, ...headers }, body });
const newest = async () => (await read(place.home, "GET /audit", { query: { limit: "1" } })).items[0];

describe("a viewer's key", () => {
  it("sees everything and changes nothing, and what it was refused is in the audit log", async () => {
    const { call, client } = await overHttp(place, await keyFor(place, { name: "eyes", role: "viewer" }));
    expect((await call("status")).text).toContain("web/api: running");
    expect((await call("logs", { paths: ["db"] })).text).toContain("the books are open");
    const before = await place.pids();
    expect(await call("stop", { paths: ["db"] })).toEqual({
      isError: true,
      text: "POST /actions takes the role operator; yours is viewer\nWhat to do: ask an admin for a role and a scope that include it",
    });
    expect(await newest()).toMatchObject({
      ...{ by: "key:eyes", action: "stop", outcome: "refused" },
      ...{ route: "POST /actions", address: "127.0.0.1" },
    });
    for (const tool of ["start", "restart", "plan", "apply"])
      expect(
        await call(tool, tool === "plan" || tool === "apply" ? {} : { paths: ["db"] }),
        tool,
      ).toMatchObject({
        isError: true,
      });
    expect(await place.pids()).toEqual(before);
    await client.close();
  });
});

describe("a key for a part of the tree", () => {
  it("acts on that part, and nothing else exists for it", async () => {
    const key = await keyFor(place, { name: "web", role: "operator", scope: ["web"] });
    const { call, client, read: readResource } = await overHttp(place, key);
    const answers = [
      ...(await Promise.all(["status", "logs", "events"].map((tool) => call(tool)))).map(({ text }) => text),
      await readResource("sentinel://tree"),
      JSON.stringify(await client.listResources()),
    ];
    for (const text of answers) expect(text).not.toMatch(/\bdb\b|books/);
    for (const tool of ["explain", "runs"])
      expect((await call(tool, { path: "db" })).text).toMatch(/^there is no child db/);
    for (const tool of ["stop", "wait"])
      expect((await call(tool, { paths: ["db"] })).text).toMatch(/^there is no child db/);
    expect((await call("plan")).text).toContain("is about the whole tree; you have web");
    expect((await call("restart", { paths: ["*"] })).text).toMatch(/^web: running/);
    expect(await newest()).toMatchObject({ by: "key:web", action: "restart", outcome: "done" });
    await client.close();
  });
});

describe("an assistant that knows the older revision only", () => {
  it("is served, and can't ask the person over HTTP", async () => {
    const key = await keyFor(place, { name: "older", role: "admin" });
    const { call, client } = await overHttp(place, key, {
      revision: "2025",
      person: () => ({ action: "accept", content: { apply: true } }),
    });
    expect(client.getNegotiatedProtocolVersion()).toBe("2025-11-25");
    expect((await call("explain", { path: "db" })).text).toMatch(/^db is running since /);
    const { text } = await call("apply", { text: tree.replace("1001", "1002") });
    expect(text).toMatch(
      /^Nothing was applied yet: .* save the text as the tree's file and run `sentinel apply /,
    );
    await client.close();
  });
});

describe("a key that was revoked", () => {
  it("ends with the next request", async () => {
    const key = await keyFor(place, { name: "gone", role: "viewer" });
    const { call } = await overHttp(place, key);
    expect((await call("status")).isError).toBe(false);
    const all = await read(place.home, "GET /keys");
    const { id = "" } = all.items.find(({ name }) => name === "gone") ?? {};
    await request(place.home, "DELETE /keys/:id", {}, { params: { id } });
    await expect(call("status")).rejects.toThrow("Unauthenticated");
  });
});

describe("/mcp", () => {
  it("lets in nobody without a key, and takes no cookie for one", async () => {
    const { token } = await request(place.home, "POST /links", {});
    const setUp = await ask(url.replace("/mcp", "/api/v1/setup"), {
      ...{ method: "POST", headers: json },
      body: JSON.stringify({ token, username: "ann", password: "four words beside others" }),
    });
    const [cookie = ""] = String(setUp.headers["set-cookie"]).split(";");
    const { csrf } = JSON.parse(setUp.text);
    const browser = { cookie, "x-csrf-token": csrf, "sec-fetch-site": "same-origin" };
    const page = await ask(url.replace("/mcp", "/api/v1/session"), { headers: browser });
    expect(page.status).toBe(200);
    for (const headers of [{}, browser, { authorization: "Bearer snt_x" }, { authorization: "Basic YTpi" }]) {
      const { status, text } = await post(headers);
      expect([status, JSON.parse(text).code]).toEqual([401, "Unauthenticated"]);
    }
  });

  it("takes a token that stands for a key", async () => {
    const authorization = `Bearer ${await keyFor(place, { name: "lender", role: "viewer" })}`;
    const answer = await ask(url.replace("/mcp", "/api/v1/token"), {
      ...{ method: "POST", headers: { ...json, authorization }, body: "{}" },
    });
    const { token } = JSON.parse(answer.text);
    expect((await post({ authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it("refuses pages of other sites, other hosts, what is no JSON and what is too long", async () => {
    const authorization = `Bearer ${await keyFor(place, { name: "strict", role: "viewer" })}`;
    const code = async (headers: Readonly<Record<string, string>>, body?: string) => {
      const { status, text } = await post({ authorization, ...headers }, body);
      return [status, JSON.parse(text).code];
    };
    expect(await code({ origin: "https://evil.example" })).toEqual([403, "Forbidden"]);
    expect(await code({ "sec-fetch-site": "cross-site" })).toEqual([403, "Forbidden"]);
    expect(await code({ host: "evil.example" })).toEqual([421, "MisdirectedRequest"]);
    expect(await code({ "content-type": "text/plain" })).toEqual([415, "UnsupportedMediaType"]);
    expect(await code({}, JSON.stringify({ text: "x".repeat(1024 * 1024) }))).toEqual([413, "BodyTooLarge"]);
    for (const body of ["{", "[]", "null", '{"jsonrpc":"2.0"}', "[".repeat(100_000)])
      expect((await post({ authorization }, body)).status, body.slice(0, 20)).toBe(400);
    expect((await post({ authorization })).status).toBe(200);
  });

  it("has no sessions to read from or to end, and no other methods", async () => {
    const authorization = `Bearer ${await keyFor(place, { name: "methods", role: "viewer" })}`;
    for (const method of ["GET", "DELETE", "PUT"])
      expect((await ask(url, { method, headers: { ...json, authorization } })).status, method).toBe(405);
  });
});
