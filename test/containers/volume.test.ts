import { afterEach, describe, expect } from "vitest";
import { eventually, makePlace, type Place } from "../e2e/sentinel.ts";
import { inNamespace, type ProcessOne, startProcessOne } from "./namespace.ts";

let place: Place;
let one: ProcessOne | null = null;

const treeOf = (command: string): string =>
  `name: shop\nchildren:\n  web: { command: "${command}", min_uptime: 50ms }\n`;

afterEach(async () => {
  one?.kill();
  await place.leave();
});

/** The run of the child once it runs. */
const runningRun = async (): Promise<number | null> => {
  let run: number | null = null;
  await eventually("the child runs", async () => {
    const [web] = (await place.status().catch(() => null))?.children ?? [];
    if (web?.kind !== "service" || web.state !== "running") return false;
    run = web.run;
    return true;
  });
  return run;
};

// In the next container, other processes have the pids that the home remembers, with the same boot of the machine.
describe("the next container on the same volume", () => {
  inNamespace("starts the children anew after the one before was killed", async () => {
    place = makePlace(treeOf("sleep 1000"));
    one = await startProcessOne(place, ["daemon"]);
    const first = await runningRun();
    one.kill();
    await one.end;
    one = await startProcessOne(place, ["daemon"]);
    expect(await runningRun()).toBe((first ?? 0) + 1);
    expect(await place.sentinel("status", "--check")).toEqual({ code: 0, out: "", err: "" });
    process.kill(one.pid, "SIGTERM");
    expect(await one.end).toBe(0);
  });
});

/**
 * What a restricted container is: a root file system that can't be written, a user without an entry in the password
 * file, no capabilities, no new privileges. The folder with the volume and the temporary folder remain writable.
 */
const restricted = (writable: string): ReadonlyArray<string> => [
  ...["sh", "-c"],
  `chown -R 54321:54321 "$0" && mount --bind "$0" "$0" && mount -o remount,bind,ro / &&
   exec setpriv --reuid=54321 --regid=54321 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"`,
  writable,
];

describe("a restricted container", () => {
  inNamespace("runs the tree as an unknown user on a root that can't be written", async () => {
    place = makePlace(treeOf("id -u; mktemp -p / || echo refused; sleep 1000"));
    one = await startProcessOne(place, ["daemon"], restricted(place.folder));
    await runningRun();
    expect((await place.sentinel("logs", "web", "--stream", "stdout")).out).toContain("54321\nrefused\n");
    expect(await place.sentinel("status", "--check")).toEqual({ code: 0, out: "", err: "" });
    process.kill(one.pid, "SIGTERM");
    expect(await one.end).toBe(0);
    expect(one.err()).toBe("");
  });
});
