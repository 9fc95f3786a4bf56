import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePlace, type Pids, type Place } from "../e2e/sentinel.ts";
import { ask, askOwner, holderOf } from "./talk.ts";

const tree = `version: 1
name: shop
defaults: { min_uptime: 0 }
children:
  web: { command: sleep 1000 }
  db: { command: sleep 1000 }
`;

let place: Place;
let url: string;
let socket: string;
let before: Pids;

beforeAll(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "0");
  const holder = holderOf(place.home);
  url = holder.url ?? "";
  socket = holder.socket;
  before = await place.pids();
});
afterAll(() => place.leave());

const own = (method: string, path: string, body?: unknown) => askOwner(socket, method, path, body);

const streams = [
  ["GET", "/logs?follow=true", undefined],
  ["POST", "/logs/live", '{"places":null}'],
  ["GET", "/events?follow=true", undefined],
  ["GET", "/events/live", undefined],
  ["GET", "/live.sse", undefined],
] as const;

describe("an answer that goes on for as long as somebody listens", () => {
  it.each([
    ["its key is revoked", (id: string) => own("DELETE", `/keys/${id}`)],
    [
      "its key is kept to another part of the tree",
      (id: string) => own("PATCH", `/keys/${id}`, { scope: ["db"] }),
    ],
    ["its key has another role", (id: string) => own("PATCH", `/keys/${id}`, { role: "viewer" })],
  ])("ends when %s", async (name, change) => {
    const { body: key } = await own("POST", "/keys", { name: name.replaceAll(" ", "-"), role: "operator" });
    const headers = { authorization: `Bearer ${key.key}`, "content-type": "application/json" };
    const answers = streams.map(([method, path, body]) =>
      ask(`${url}/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
    );
    expect((await ask(`${url}/api/v1/session`, { headers })).status).toBe(200);
    expect((await change(key.id)).status).toBe(200);
    // Each is there in whole only once it has ended.
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await place.pids()).toEqual(before);
  });
});
