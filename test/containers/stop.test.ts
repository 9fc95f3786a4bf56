import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect } from "vitest";
import { eventually, makePlace, type Place } from "../e2e/sentinel.ts";
import { daemonBelow, inNamespace, type ProcessOne, startProcessOne } from "./namespace.ts";

let place: Place | null = null;
let one: ProcessOne | null = null;
afterEach(async () => {
  one?.kill();
  await place?.leave();
});

/** A container with this tree. */
const start = async (yaml: string, args = ["daemon"]): Promise<ProcessOne> => {
  place = makePlace(yaml);
  one = await startProcessOne(place, args);
  return one;
};

const read = (name: string): string => {
  const file = join(place?.folder ?? "", name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};

/** Writes its name to `started` and, when it is stopped, to `ended`. */
const member = (name: string): string =>
  `{ min_uptime: 50ms, command: "trap 'echo ${name} >> ended; exit 0' TERM; echo ${name} >> started; while :; do sleep 0.05; done" }`;

describe("a container whose process 1 is the daemon", () => {
  inNamespace("stops its children in reverse order on SIGTERM, and exits with 0", async () => {
    const names = ["db", "api", "proxy"];
    const { pid, end } = await start(
      `name: shop\nstrategy: rest_for_one\nchildren:\n${names.map((name) => `  ${name}: ${member(name)}\n`).join("")}`,
    );
    await eventually("all have started", () => read("started") === "db\napi\nproxy\n");
    process.kill(pid, "SIGTERM");
    expect(await end).toBe(0);
    expect(read("ended")).toBe("proxy\napi\ndb\n");
  });

  inNamespace("kills what does not stop on a second SIGTERM, and exits with 0", async () => {
    const { pid, end } = await start(
      `name: shop\nchildren:\n  stubborn: { stop: { timeout: 1h }, min_uptime: 50ms, command: "trap 'echo TERM >> refused' TERM; echo >> started; while :; do sleep 0.05; done" }\n`,
    );
    await eventually("it runs", () => read("started") !== "");
    process.kill(pid, "SIGTERM");
    await eventually("it has refused to stop", () => read("refused") !== "");
    process.kill(pid, "SIGTERM");
    expect(await end).toBe(0);
  });

  inNamespace("exits with 5 when the file is wrong, and says where", async () => {
    const { end, err } = await start("name: shop\nchildren:\n  web: { comand: sleep 1 }\n");
    expect(await end).toBe(5);
    expect(err()).toContain('sentinel.yaml:3:10: unknown key "comand"');
  });

  inNamespace(
    "exits with 137 when the daemon is killed, so that its runtime starts another one",
    async () => {
      const { pid, end } = await start(`name: shop\nchildren:\n  web: ${member("web")}\n`);
      await eventually("the child runs", () => read("started") !== "");
      process.kill(daemonBelow(pid), "SIGKILL");
      expect(await end).toBe(137);
    },
  );
});
