import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually, isAlive, makePlace } from "./sentinel.ts";

describe("the daemon as a process", () => {
  it("does not pass its own variables on to children that inherit its environment", async () => {
    const place = makePlace(`
version: 1
name: heirs
children:
  heir: { command: [sh, -c, "env > env.txt; echo told; exec sleep 1000"], inherit_env: true, ready: { log: told } }
`);
    try {
      expect((await place.sentinel("up", "--detach")).code).toBe(0);
      const inherited = readFileSync(join(place.folder, "env.txt"), "utf8");
      expect(inherited).toContain(`SENTINEL_HOME=${place.home}`);
      expect(inherited).not.toMatch(/MALLOC_|SENTINEL_OWN_VARIABLES/);
    } finally {
      await place.leave();
    }
  });
});

describe("sentinel down", () => {
  // It took the daemon's end for that of the tree.
  it("does not claim that a tree has stopped if its daemon was killed in the meantime", async () => {
    const place = makePlace(`
version: 1
name: x
children: { stubborn: { command: [sh, -c, "trap '' TERM; while :; do sleep 0.1; done"], stop: { timeout: 1h } } }
`);
    await place.sentinel("up", "--detach");
    const { stubborn = 0 } = await place.pids();
    try {
      const down = place.sentinel("down");
      await eventually("it is stopping", async () => (await place.status()).state === "stopping");
      await place.killDaemon();
      expect(await down).toMatchObject({
        code: 1,
        out: "",
        err: expect.stringContaining("was killed before"),
      });
    } finally {
      if (isAlive(stubborn)) process.kill(stubborn, "SIGKILL");
      await place.leave();
    }
  });

  // A number says nothing about which process it is: the daemon's was in use again, and `down` waited for ever.
  it("exits if the daemon's pid belongs to another process by now", async () => {
    const place = makePlace("version: 1\nname: x\nchildren: {}\n");
    const other = spawn("sleep", ["1000"]);
    const daemon = { pid: other.pid, version: "0", started_at: "2026-01-01T00:00:00.000Z" };
    const server = createServer((socket) => {
      socket.on("data", (request) => {
        const isDown = String(request).includes("/down");
        socket.end(`HTTP/1.1 200 OK\r\n\r\n${JSON.stringify(isDown ? {} : { daemon, children: [] })}`);
        if (isDown) server.close();
      });
    });
    try {
      server.listen(join(place.folder, "sentinel.sock"));
      await eventually("it listens", () => existsSync(join(place.folder, "sentinel.sock")));
      const { code, out } = await place.sentinel("down", "--home", place.folder);
      expect(out).toBe(`the tree and its daemon (pid ${other.pid}) have stopped\n`);
      expect(code).toBe(0);
      expect(isAlive(other.pid ?? 0)).toBe(true);
    } finally {
      other.kill("SIGKILL");
      await place.leave();
    }
  });
});
