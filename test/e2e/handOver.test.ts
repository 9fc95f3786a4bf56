import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { counting, eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

const tree = `
version: 1
name: shop
children:
  web: { command: ${counting(0.02)}, min_uptime: 0 }
  pool: { command: sleep 1000, replicas: 2, min_uptime: 0 }
  resting: { command: sleep 1000, min_uptime: 0 }
  pausing: { command: [sh, -c, "exit 3"], min_uptime: 0, on_limit: wait, backoff: { initial: 1h, max: 1h } }
`;

const pidsOf = ({ children }: TreeStatus): ReadonlyArray<readonly [string, number | null]> =>
  children.flatMap((child) => (child.kind === "service" ? [[child.path, child.pid] as const] : []));

const ask = (place: Place, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked: ClientRequest = request(
      { socketPath: join(place.home, "sentinel.sock"), method: "POST", path },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      },
    );
    asked.on("error", reject);
    asked.end();
  });

describe("a daemon that takes over from another", () => {
  let place: Place;
  let before: TreeStatus;

  beforeEach(async () => {
    place = makePlace(tree);
    await place.sentinel("up", "--detach");
    await place.sentinel("stop", "resting");
    await eventually("pausing has failed", async () =>
      (await place.status()).children.some(({ path, state }) => path === "pausing" && state === "backoff"),
    );
    before = await place.status();
  });
  afterEach(() => place.leave());

  // For most of a second nobody listened, and commands said that no daemon was running.
  it("makes commands wait, and none fails", async () => {
    const next = place.stay("daemon", "--replace");
    const codes: Array<number> = [];
    for (let pid = before.daemon.pid; pid !== next.process.pid; ) {
      const { code, out } = await place.sentinel("status", "--json");
      codes.push(code);
      pid = code === 0 ? JSON.parse(out).daemon.pid : pid;
    }
    expect(codes.filter((code) => code !== 0)).toEqual([]);
  });

  it("touches no child, and the old one exits", async () => {
    const next = place.stay("daemon", "--replace");
    await eventually("the new one is in charge", async () => {
      const { daemon } = await place.status().catch(() => before);
      return daemon.pid === next.process.pid;
    });
    await eventually("the old one has ended", () => !isAlive(before.daemon.pid));
    const after = await place.status();
    expect(pidsOf(after)).toEqual(pidsOf(before));
    const states = ({ children }: TreeStatus) =>
      children.map(({ path, state, wanted }) => [path, state, wanted]);
    expect(states(after)).toEqual(states(before));
    const [pausing] = after.children.filter(({ path }) => path === "pausing");
    expect(pausing?.next_attempt_at).not.toBeNull();
    const events = await place.sentinel("events", "--json");
    expect(events.out).toContain('"action":"handed_over"');
    expect(events.out).toContain('"action":"adopted"');
  });

  it("needs a valid file: otherwise the old one stays in charge", async () => {
    place.write("version: 1\nname: shop\nchilren: {}\n");
    const { code, err } = await place.sentinel("daemon", "--replace");
    expect(code).toBe(5);
    expect(err).toContain("children");
    expect(await place.status()).toMatchObject({ daemon: { pid: before.daemon.pid } });
  });

  it("but dies after its request leaves the old one in charge, with every child", async () => {
    expect(await ask(place, "/api/v1/handover")).toBe(200);
    await eventually("the old one answers again", async () => {
      const status = await place.status().catch(() => null);
      return status?.daemon.pid === before.daemon.pid;
    });
    expect(pidsOf(await place.status())).toEqual(pidsOf(before));
    const web = before.children.find(({ path }) => path === "web");
    process.kill(web?.kind === "service" && web.pid ? web.pid : 0, "SIGKILL");
    await eventually("it restarts what ends", async () =>
      (await place.status()).children.some(
        (child) =>
          child.path === "web" && child.kind === "service" && child.run === 2 && child.state === "running",
      ),
    );
  });
});
