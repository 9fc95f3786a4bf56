import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { eventually, makePlace, type Place } from "./sentinel.ts";

let place: Place;
beforeEach(() => {
  place = makePlace(`version: 1
name: shop
children:
  asks:
    command: |
      echo starting
      printf 'listening on'
      until [ -e answer ]; do sleep 0.05; done
      echo ' 3000'
      exec sleep 1000
    ready: { log: "listening on", timeout: 60s }
`);
});
afterEach(() => place.leave());

const linesOf = (out: string): ReadonlyArray<LogLine> =>
  out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));

// R15. Cause: see test/output/standing. Who follows must not go on behind a line that has not ended.
it("a partial line makes a child ready, is shown, and is complete for a client that continues with the next daemon", async () => {
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
  const follower = place.stay("logs", "asks", "-f", "--json");
  await eventually("it is followed", () => follower.out().includes("listening on"));
  expect((await place.sentinel("logs", "asks")).out).toBe("starting\nlistening on …\n");
  const [, standing] = linesOf((await place.sentinel("logs", "asks", "--json")).out);
  expect(standing).toMatchObject({ seq: 2, text: "listening on", unterminated: true, provisional: true });
  await place.killDaemon();
  writeFileSync(join(place.folder, "answer"), "");
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
  await eventually("the whole line has come", () => follower.out().includes("3000"));
  const ended = linesOf(follower.out()).filter(({ provisional }) => !provisional);
  expect(ended.map(({ seq, text }) => `${seq} ${text}`)).toEqual(["1 starting", "2 listening on 3000"]);
});
