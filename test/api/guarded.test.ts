import { expect, it } from "vitest";
import { guarded, starting } from "../../api/transport/guarded.ts";

const answered = (url: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
  Promise.resolve(
    guarded(
      { fetch: () => new Response("the app") },
      { listens: "127.0.0.1", hosts: ["shop.example.com"] },
    )(new Request(url, { headers })),
  );

it("a request that names this daemon reaches the app, one that names another host does not", async () => {
  expect(await (await answered("http://a/", { host: "shop.example.com" })).text()).toBe("the app");
  const refused = await answered("http://shop.example.com/", { host: "evil.example" });
  expect(refused.status).toBe(421);
  expect(await refused.json()).toMatchObject({
    type: "urn:sentinel:problem:misdirected-request",
    code: "MisdirectedRequest",
    hint: expect.stringContaining("public_url"),
  });
});

it("a page of another site gets no connection that stays; a program has no origin", async () => {
  const upgrade = { host: "localhost:7368", upgrade: "websocket" };
  expect((await answered("http://a/", { ...upgrade, origin: "http://localhost:7369" })).status).toBe(403);
  expect((await answered("http://a/", { ...upgrade, origin: "http://localhost:7368" })).status).toBe(200);
  expect((await answered("http://a/", upgrade)).status).toBe(200);
});

it("a daemon that is starting asks to be asked again", async () => {
  const answer = starting();
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("1");
  expect(await answer.json()).toMatchObject({
    type: "urn:sentinel:problem:starting",
    detail: "the daemon is starting",
  });
});
