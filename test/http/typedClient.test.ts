import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { request } from "../../src/client/client.ts";
import { type ApiClient, ApiProblem, answerOf, apiClient } from "../../src/client/typed/apiClient.ts";
import { makePlace, type Place } from "../e2e/sentinel.ts";
import { holderOf } from "./talk.ts";

const tree = `
version: 1
name: shop
defaults: { min_uptime: 0 }
children:
  web: { children: { api: { command: sleep 1000, replicas: 2 } } }
`;

let place: Place;
let api: ApiClient;
beforeEach(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "0");
  const { key } = await request(place.home, "POST /keys", { name: "ci", role: "operator" });
  api = apiClient({ url: holderOf(place.home).url ?? "", key });
});
afterEach(() => place.leave());

describe("the typed client", () => {
  it("reads children, whose kind says which fields there are", async () => {
    const child = await answerOf(api.GET("/children/{path}", { params: { path: { path: "web/api#1" } } }));
    if (child.kind !== "service") throw new Error(`a ${child.kind} was answered`);
    const pid: number | null = child.pid;
    expect(pid).toBeGreaterThan(1);
    const group = await answerOf(api.GET("/children/{path}", { params: { path: { path: "web" } } }));
    if (group.kind !== "supervisor") throw new Error(`a ${group.kind} was answered`);
    expect(group.strategy).toBe("one_for_one");
  });

  it("sends lists of the query, and bodies by their verb", async () => {
    const path = ["web/api#1", "web/api#2"];
    const { children } = await answerOf(api.GET("/status", { params: { query: { path } } }));
    expect(children.map((child) => child.path)).toEqual(path);
    const body = { verb: "scale" as const, paths: ["web/api"], replicas: 3 };
    const { outcomes, seq } = await answerOf(api.POST("/actions", { body }));
    expect(outcomes).toMatchObject([{ path: "web/api", reached: true }]);
    expect(seq).toBeGreaterThan(0);
  });

  it("says what was refused by its code, as a value or as an exception", async () => {
    const params = { path: { path: "nobody" } };
    const { data, error, response } = await api.GET("/children/{path}", { params });
    expect([data, error?.code, response.status]).toEqual([undefined, "NoSuchChild", 404]);
    const refused = await answerOf(api.GET("/users")).catch((thrown: unknown) => thrown);
    if (!(refused instanceof ApiProblem)) throw refused;
    expect(refused.problem).toMatchObject({ code: "Forbidden", status: 403, hint: expect.any(String) });
    expect(refused.message).toBe(refused.problem.detail);
    const stranger = apiClient({ url: holderOf(place.home).url ?? "" });
    expect((await stranger.GET("/status")).error?.code).toBe("Unauthenticated");
  });

  it("asks again only for what has changed", async () => {
    const { response } = await api.GET("/children");
    const known = { "if-none-match": response.headers.get("etag") ?? "" };
    expect((await api.GET("/children", { headers: known })).response.status).toBe(304);
  });
});
