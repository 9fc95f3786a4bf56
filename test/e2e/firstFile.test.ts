// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the file
import { realpathSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlanFor } from "../../src/domain/view/Plan.ts";
import type { ServiceStatus } from "../../src/domain/view/Status.ts";
import { eventually, makePlace, type Place } from "./sentinel.ts";

/** Far from what other tests listen on. */
const port = 17_341;

const server = `require("node:http").createServer().listen(process.env.PORT, () => console.log("up " + process.env.PORT + process.env.NAME))`;

const tree = `
name: shop
defaults: { min_uptime: 100ms, stop: { timeout: 3s } }
children:
  web:
    command: [node, -e, '${server}']
    replicas: 2
    port: ${port}
    env: { NAME: "-\${SENTINEL_REPLICA}" }
    ready: { log: "^up" }
  busy: { command: sleep 1000, ports: { http: ${port + 9} }, backoff: { initial: 100ms, max: 100ms }, on_limit: fail, limit: { restarts: 1000, period: 1s } }
  line: { command: exec sleep 1000, env_file: line.env }
  nobody: { command: sleep 1000, uid: nosuchuser }
`;

// F1, F7, R9, R20: what a first file is likely to have.
describe("a first file", () => {
  let place: Place;
  let taken: Server;
  const child = async (path: string): Promise<ServiceStatus> => {
    const found = (await place.status()).children.find((one) => one.path === path);
    if (found?.kind !== "service") throw new Error(`${path} is no service`);
    return found;
  };

  beforeAll(async () => {
    taken = createServer().listen(port + 9, "127.0.0.1");
    place = makePlace(tree);
    writeFileSync(join(place.folder, "line.env"), "LEVEL=info\n");
    await place.sentinel("up", "--detach");
  });
  afterAll(async () => {
    taken.close();
    await place.leave();
  });

  it("has instances with their own ports, shown in status", async () => {
    expect(await child("web#1")).toMatchObject({ state: "running", ports: [{ name: null, port }] });
    expect(await child("web#2")).toMatchObject({ state: "running", ports: [{ name: null, port: port + 1 }] });
    expect((await place.sentinel("logs", "web#2", "-n", "1")).out).toBe(`up ${port + 1}-2\n`);
    expect((await place.sentinel("status")).out).toMatch(new RegExp(` :${port + 1}$`, "m"));
    expect((await place.status()).children.find(({ path }) => path === "line")).not.toHaveProperty("ports");
  });

  it("has a child whose port is in use: it names the process, and starts once the port is free", async () => {
    const inUse = `port ${port + 9} is in use by pid ${process.pid} (`;
    // Between two pauses it is being started once more.
    await eventually("it says by whom", async () => (await child("busy")).reason.includes(inUse));
    taken.close();
    await eventually("it has its port", async () => (await child("busy")).state === "running");
  });

  it("has a child whose user does not exist: only that child fails", async () => {
    expect(await child("nobody")).toMatchObject({
      reason: expect.stringContaining("no user nosuchuser on this machine"),
    });
    expect((await child("line")).state).toBe("running");
  });

  it("gets a child from one quoted line, parsed as in the file", async () => {
    expect((await place.sentinel("add", "trap", "--", 'trap "" HUP; exec sleep 1000')).code).toBe(0);
    expect((await child("trap")).state).toBe("running");
    expect((await place.sentinel("remove", "trap")).code).toBe(0);
  });

  // F20: "Nothing differs" was all that was said.
  it("shows which child has outdated values of an env file, until it is restarted", async () => {
    const older = "line runs with outdated values of line.env: `sentinel restart line`";
    expect((await place.sentinel("plan")).out).not.toContain("older values");
    writeFileSync(join(place.folder, "line.env"), "LEVEL=debug\n");
    expect((await place.sentinel("plan")).out).toContain(older);
    const { out, code } = await place.sentinel("apply");
    expect(out).toContain(older);
    expect(code).toBe(0);
    expect(await place.json<PlanFor>("plan")).toMatchObject({
      steps: [],
      stale: [{ path: "line", files: [join(realpathSync(place.folder), "line.env")] }],
    });
    expect((await place.sentinel("restart", "line")).code).toBe(0);
    expect((await place.sentinel("plan")).out).not.toContain("older values");
  });

  it("gets real-time signals", async () => {
    const { pid, run } = await child("line");
    expect((await place.sentinel("signal", "line", "RTMIN+3")).out).toBe(`SIGRTMIN+3 sent to pid ${pid}\n`);
    await eventually("it is restarted", async () => (await child("line")).run !== run);
    expect((await child("line")).last_exit).toMatchObject({ signal: "SIGRTMIN+3" });
  });
});
