import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "./sentinel.ts";

/** Each child goes on when a file is there. */
const when = (file: string, then: string): string =>
  `[sh, -c, "until [ -e ${file} ]; do sleep 0.05; done; ${then}"]`;
const tree = `
version: 1
name: shop
defaults: { min_uptime: 0, stop: { timeout: 3s } }
children:
  db: { command: sleep 1000 }
  migrate: { command: ${when("migrated", "exit 0")}, restart: transient }
  off: { command: sleep 1000, autostart: false }
  web:
    children:
      api: { command: ${when("go", "echo listening; exec sleep 1000")}, ready: { log: listening } }
`;

let place: Place;
const touch = (file: string): void => writeFileSync(join(place.folder, file), "");
beforeAll(async () => {
  place = makePlace(tree);
  place.stay("daemon");
  await eventually("db runs", async () => (await place.sentinel("wait", "db")).code === 0);
});
afterAll(() => place.leave());

describe("sentinel wait", () => {
  it("reports why a child is not ready when its time is over", async () => {
    const { code, out, err } = await place.sentinel("wait", "api", "db", "--timeout", "300ms");
    expect({ code, out }).toEqual({ code: 1, out: "db is ready\n" });
    expect(err).toMatch(/^sentinel: web\/api is not ready within 0.3 s: web\/api is starting \(.*\)\n$/);
    expect((await place.sentinel("wait", "web", "--timeout", "300ms")).err).toContain("web/api is starting");
  });

  it("reports at once why the child can't become ready", async () => {
    const { code, err } = await place.sentinel("wait", "off", "api");
    expect(code).toBe(1);
    expect(err).toContain("off can't become ready: off is not meant to run");
    expect(err).toContain("`sentinel start off` starts it");
  });

  it("rejects unknown children, and a condition that can never come about", async () => {
    expect((await place.sentinel("wait", "nobody", "db")).code).toBe(4);
    expect(await place.sentinel("wait", "db", "--for", "healthy")).toMatchObject({
      code: 1,
      err: expect.stringContaining("probe"),
    });
    expect((await place.sentinel("wait", "db", "--timeout", "soon")).code).toBe(2);
    expect((await place.sentinel("wait", "db", "--home", join(place.folder, "none"))).code).toBe(3);
  });

  it("continues after the death of the daemon, and returns when all children are ready", async () => {
    const group = place.stay("wait", "w*", "--json");
    const end = place.stay("wait", "migrate", "--for", "finished");
    // Their requests end, their event streams stay.
    let looks = 0;
    await eventually("they wait", () => {
      looks = place.clients() === 2 ? looks + 1 : 0;
      return looks === 20;
    });
    await place.killDaemon();
    await eventually("that is noticed", () =>
      [group, end].every((one) => one.err().includes("waiting for the next one")),
    );
    place.stay("daemon");
    await eventually("they hear the next one", () =>
      [group, end].every((one) => one.err().includes("continuing with it")),
    );
    expect([group.process.exitCode, end.process.exitCode]).toEqual([null, null]);
    touch("go");
    touch("migrated");
    await eventually("both have ended", () => [group, end].every((one) => one.process.exitCode !== null));
    expect([group.process.exitCode, end.process.exitCode]).toEqual([0, 0]);
    expect(JSON.parse(group.out())).toEqual({
      for: "ready",
      items: [{ path: "web", reached: true, reason: "web is ready" }],
    });
    expect(end.out()).toBe("migrate is finished\n");
    expect((await place.sentinel("wait", "/", "--timeout", "30s")).code).toBe(0);
  });
});
