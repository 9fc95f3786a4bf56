import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { listenOn } from "../../src/adapters/node/home/socket.ts";

// `closeAllConnections` leaves upgraded connections open, and `close` waits for them: `down` would never have ended
// while one dashboard was open.
it("closing a socket also ends upgraded connections", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-socket-"));
  const path = join(folder, "s");
  const server = createServer().on("upgrade", (_, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n");
  });
  const listening = await listenOn(path, server);
  const client = connect(path);
  client.write("GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n");
  await new Promise((resolve) => client.once("data", resolve));
  const ended = new Promise((resolve) => client.once("close", resolve));
  client.resume();
  await listening.close();
  await ended;
  expect(client.destroyed).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});
