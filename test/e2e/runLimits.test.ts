// Whether limits are enforced depends on the machine (docs/limits.md): each test holds on those where they are, and on those
// where they are not and that is said.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makePlace, type Place } from "./sentinel.ts";

const tree = (processes: number): string =>
  `version: 1\nname: shop\nchildren:\n  web: { command: sleep 1000, min_uptime: 0, limits: { processes: ${processes} } }\n`;

let place: Place;
beforeEach(() => {
  place = makePlace(tree(40));
});
afterEach(() => place.leave());

it("limits of a whole child are in force, or status, explain and an alarm say that they are not", async () => {
  await place.sentinel("up", "--detach");
  const [web] = (await place.status()).children;
  const why = web?.kind === "service" ? web.unenforced : undefined;
  const explained = (await place.sentinel("explain", "web")).out;
  const shown = (await place.sentinel("status")).out;
  const events = (await place.sentinel("events")).out;
  if (why === undefined) {
    expect(explained).toContain("Limits of all its processes together: processes 40 (1 in use).");
    expect(events).not.toContain("not enforced");
  } else {
    expect(why).toMatch(/^limits\.processes is not enforced: /);
    expect(explained).toContain(`Its ${why}.`);
    expect(shown).toContain("limits.processes is not enforced");
    expect(events).toContain("limits.processes is not enforced");
  }
});

it("a changed limit of a whole child needs no new run, and a first one does", async () => {
  await place.sentinel("up", "--detach");
  const before = await place.pids();
  writeFileSync(join(place.folder, "sentinel.yaml"), tree(30));
  await place.sentinel("apply");
  expect(await place.pids()).toEqual(before);
  writeFileSync(join(place.folder, "sentinel.yaml"), tree(30).replace(", limits: { processes: 30 }", ""));
  await place.sentinel("apply");
  expect(await place.pids()).toEqual(before);
  writeFileSync(join(place.folder, "sentinel.yaml"), tree(20));
  await place.sentinel("apply");
  expect((await place.pids()).web).not.toBe(before.web);
});
