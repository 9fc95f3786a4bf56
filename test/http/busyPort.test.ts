import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { listenOnTcp } from "../../src/adapters/node/listen/tcp.ts";

// Cause: each attempt at a port in use left a listener for `listening` behind, and after eleven of them Node warned of a leak.
it("a port that stays in use for many attempts leaves no listeners behind", async () => {
  const holder = createServer().listen({ host: "127.0.0.1", port: 0 });
  await once(holder, "listening");
  const { port } = holder.address() as AddressInfo;
  const server = createServer();
  const before = server.listenerCount("listening") + server.listenerCount("error");
  const wanted = { host: "127.0.0.1", ports: [port], patience: 700, most: 10 };
  expect(await listenOnTcp(server, wanted)).toBe("another process listens there");
  expect(server.listenerCount("listening") + server.listenerCount("error")).toBe(before);
  holder.close();
});
