import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { counting, eventually, isAlive, type Pids } from "../e2e/sentinel.ts";
import { startUserManager, type UserManager, withSystemd } from "./userManager.ts";

const yaml = `
version: 1
name: shop
children:
  db: { command: [sleep, "1000"] }
  api: { command: ${counting(0.02)}, after: { db: ready } }
`;

let user: UserManager;
afterEach(() => user?.leave());

const start = async (text = yaml): Promise<void> => {
  user = await startUserManager(text);
};

const status = (): Promise<TreeStatus> => ask(user.home, "GET /status");

const pids = async (): Promise<Pids> =>
  Object.fromEntries(
    (await status()).children.flatMap((child) =>
      child.kind === "service" && child.pid !== null ? [[child.path, child.pid]] : [],
    ),
  );

/** Install the service, and wait until all children run. */
const install = async (): Promise<Pids> => {
  const { code, err } = await user.sentinel("service", "install");
  expect(err).toBe("");
  expect(code).toBe(0);
  await eventually("all children run", async () =>
    (await status()).children.every(({ state }) => state === "running"),
  );
  return pids();
};

const mainPid = async (): Promise<number> => Number(await user.show("MainPID"));

/** Wait until another daemon than this one is ready. */
const another = async (than: number): Promise<number> => {
  await eventually("another daemon is ready", async () => {
    const [pid, state] = [await mainPid(), await user.show("ActiveState")];
    return pid > 0 && pid !== than && state === "active";
  });
  return mainPid();
};

/** The numbers that `api` has printed: each once, none missing. */
const expectEveryLine = async (atLeast: number): Promise<void> => {
  const { out } = await user.sentinel("logs", "api", "-n", "1000000");
  const numbers = out
    .trim()
    .split("\n")
    .map((line) => Number(/(\d+)\s*$/.exec(line)?.[1]));
  expect(numbers.length).toBeGreaterThan(atLeast);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
};
