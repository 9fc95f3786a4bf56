import { request } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "./daemon.ts";

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon("name: t\nchildren:\n  web: { command: web }\n", {
    limits: { body: 1_000, treeBody: 5_000 },
  });
});
afterEach(() => daemon.end());

/** A body of unknown length, in pieces. */
const inPieces = (path: string, piece: string, count: number): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request({
      ...{ socketPath: daemon.socket, path: `/api/v1${path}`, method: "POST" },
      headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
    });
    // What was refused need not be taken to its end.
    let isAnswered = false;
    sent.on("error", (error) => (isAnswered ? undefined : reject(error)));
    sent.on("response", async (response) => {
      isAnswered = true;
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    for (let index = 0; index < count; index += 1) sent.write(piece);
    sent.end();
  });

it("a body that is longer than is allowed is refused, also where its length is not declared", async () => {
  const long = { verb: "stop", paths: ["web"], because: "x".repeat(2_000) };
  expect((await daemon.post("/actions", long)).status).toBe(413);
  expect((await inPieces("/actions", " ".repeat(100), 20)).status).toBe(413);
  expect(await inPieces("/actions", '{"verb":"stop","paths":["web"]}'.padEnd(100), 1)).toMatchObject({
    status: 200,
  });
});

it("a whole tree may be longer", async () => {
  expect((await daemon.post("/plan", { tree: "x".repeat(2_000) })).status).toBe(400);
  expect((await daemon.post("/plan", { tree: "x".repeat(6_000) })).status).toBe(413);
  expect((await inPieces("/plan", " ".repeat(1_000), 8)).status).toBe(413);
});

it("what is no JSON, or nested too deep, is refused without repeating any of it", async () => {
  for (const body of ["{", "secret", '{"paths":["web"]', ""])
    expect(await daemon.post("/actions", body), body).toMatchObject({
      status: 400,
      body: { type: "urn:sentinel:problem:bad-request", detail: "the body is not JSON" },
    });
  const deep = (levels: number) => `{"paths":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  expect((await daemon.post("/actions", deep(400))).body.detail).toBe(
    "lists and objects are nested deeper than 200 levels",
  );
  // Brackets in texts are no levels.
  const text = JSON.stringify({ verb: "stop", paths: [`${"[{".repeat(200)}"\\`] });
  expect((await daemon.post("/actions", text)).status).toBe(404);
  const wrong = await daemon.post("/actions", { paths: { password: "hunter2" } });
  expect(wrong.status).toBe(400);
  expect(JSON.stringify(wrong.body)).not.toContain("hunter2");
});
