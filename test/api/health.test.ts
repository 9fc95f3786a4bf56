import { request } from "node:http";
import { afterEach, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = "name: t\nchildren:\n  web: { command: web }\n";

let daemon: Daemon;
afterEach(() => daemon.end());

const probe = (path: string, method = "GET"): Promise<{ status: number; type: unknown; text: string }> =>
  new Promise((resolve, reject) => {
    request({ socketPath: daemon.socket, path, method })
      .on("error", reject)
      .on("response", async (response) => {
        let text = "";
        for await (const chunk of response.setEncoding("utf8")) text += chunk;
        resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"], text });
      })
      .end();
  });

const plain = "text/plain; charset=utf-8";

it("a daemon whose tree has started is alive and ready", async () => {
  daemon = await makeDaemon(tree);
  expect(await probe("/healthz")).toEqual({ status: 200, type: plain, text: "ok\n" });
  expect(await probe("/readyz")).toEqual({ status: 200, type: plain, text: "ready\n" });
  expect(await probe("/readyz", "HEAD")).toEqual({ status: 200, type: plain, text: "" });
});

it("one whose tree is still starting is alive, and says that it is not ready", async () => {
  daemon = await makeDaemon(tree, { silent: "web" });
  expect((await probe("/healthz")).status).toBe(200);
  expect(await probe("/readyz")).toEqual({ status: 503, type: plain, text: "the tree is starting\n" });
});

it("one that can't record events is not ready, either", async () => {
  let isFull = false;
  daemon = await makeDaemon(tree, { hasRoom: () => !isFull });
  isFull = true;
  await daemon.post("/actions", { verb: "stop", paths: ["web"], wait: false });
  expect(await probe("/readyz")).toEqual({
    status: 503,
    type: plain,
    text: "the journal can't be written\n",
  });
});
