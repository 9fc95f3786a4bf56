import { expect } from "vitest";
import { ask } from "../../src/client/client.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import { eventually, isAlive, type Place } from "../e2e/sentinel.ts";

/** Children that restart at once, one of which says so many times a second where it has come to. */
export const tree = `
name: shop
defaults: { min_uptime: 50ms, backoff: { initial: 100ms, max: 300ms, jitter: 0 } }
children:
  web: { command: sleep 1000 }
  tick: { command: [sh, -c, "i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done"] }
`;

/** The newest entries of the journal, and of those that wait to be written, oldest first. */
export const events = async ({ home }: Pick<Place, "home">): Promise<ReadonlyArray<JournalEntry>> =>
  (await ask(home, "GET /events", { query: { last: 500 } })).items as ReadonlyArray<JournalEntry>;

/** What the alarms say. */
export const alarms = async (place: Pick<Place, "home">): Promise<ReadonlyArray<string>> =>
  (await events(place)).flatMap((entry) => (entry.type === "alarm" ? [entry.reason] : []));

/** An alarm is raised, which is how people learn of it. */
export const alarmIsRaised = (place: Pick<Place, "home">, what: RegExp): Promise<void> =>
  eventually(`an alarm says ${what}`, async () => (await alarms(place)).some((one) => what.test(one)));

/** `status` says what is wrong with the daemon, or nothing (null). */
export const statusSays = (place: Place, what: RegExp | null): Promise<void> =>
  eventually(`status says ${what}`, async () => {
    const { ailments = [] } = (await place.status()).daemon.health ?? {};
    return what === null ? ailments.length === 0 : ailments.some((one) => what.test(one));
  });

/** Reasons of the transitions of a child into a state. */
export const reasons = async (
  place: Pick<Place, "home">,
  path: string,
  to: string,
): Promise<ReadonlyArray<string>> =>
  (await events(place)).flatMap((entry) =>
    entry.type === "transition" && entry.subject === path && entry.to === to ? [entry.reason] : [],
  );

/** Kill a child, and wait for the next one; its pid. */
export const endAndRestart = async (place: Place, path = "web"): Promise<number> => {
  const { [path]: before = 0 } = await place.pids();
  expect(isAlive(before)).toBe(true);
  process.kill(before, "SIGKILL");
  return restarted(place, path, before);
};

/** Wait until a child runs with another pid; returns that. */
export const restarted = async (place: Place, path: string, before: number): Promise<number> => {
  let now = before;
  await eventually(`${path} runs again`, async () => {
    const found = (await place.status()).children.find((child) => child.path === path);
    now = found?.kind === "service" && found.state === "running" ? (found.pid ?? before) : before;
    return now !== before;
  });
  return now;
};
