// `wait --for healthy` with real probes: a file says whether the child is well.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "./sentinel.ts";

const probed = '{ exec: "test -e well", every: 100ms, failures: 1, jitter: 0, timeout: 60s }';
const tree = `
version: 1
name: shop
defaults: { min_uptime: 0, stop: { timeout: 3s } }
children:
  web:
    command: sleep 1000
    ready: { min_uptime: 0 }
    probes: { ready: ${probed} }
`;

let place: Place;
const well = (): string => join(place.folder, "well");
beforeAll(async () => {
  place = makePlace(tree);
  place.stay("daemon");
  await eventually("web runs", async () => (await place.sentinel("wait", "web")).code === 0);
});
afterAll(() => place.leave());

describe("sentinel wait --for healthy", () => {
  it("is not content with a child that runs: it says what its probe has found when its time is over", async () => {
    const { code, out, err } = await place.sentinel("wait", "web", "--for", "healthy", "--timeout", "2s");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^sentinel: web is not healthy within 2 s: /);
  });

  it("returns once the probe passes, and waits again when it fails", async () => {
    const waiting = place.stay("wait", "web", "--for", "healthy");
    await eventually("it waits", () => place.clients() === 1);
    expect(waiting.process.exitCode).toBeNull();
    writeFileSync(well(), "");
    await eventually("it has returned", () => waiting.process.exitCode !== null);
    expect(waiting.process.exitCode).toBe(0);
    expect((await place.sentinel("wait", "web", "--for", "healthy")).code).toBe(0);
    rmSync(well());
    await eventually("it is unhealthy", async () =>
      (await place.sentinel("status", "web", "--json")).out.includes('"unhealthy"'),
    );
    expect((await place.sentinel("wait", "web", "--for", "healthy", "--timeout", "300ms")).code).toBe(1);
    expect((await place.sentinel("wait", "web")).code, "it is ready all the same").toBe(0);
  });
});
