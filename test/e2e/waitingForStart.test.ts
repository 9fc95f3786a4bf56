import { describe, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "./sentinel.ts";

const withPlace = async (yaml: string, use: (place: Place) => Promise<void>): Promise<void> => {
  const place = makePlace(yaml);
  try {
    await use(place);
  } finally {
    await place.leave();
  }
};

describe("the output of a start", () => {
  // F14: 60 s of silence, and then a failure that named neither the pattern nor the line that had come.
  it("shows what it waits for, and what happened instead", () =>
    withPlace(
      `
version: 1
name: deaf
children:
  api: { command: [sh, -c, "echo listening on 3000; exec sleep 1000"], ready: { log: Listening, timeout: 3s }, restart: temporary, on_limit: fail }
`,
      async (place) => {
        const up = await place.sentinel("up", "--detach");
        expect(up.code).toBe(1);
        expect(up.err).toMatch(
          /sentinel: waiting for api: log line matching "Listening" \([23] s of 3 s\)\n/,
        );
        expect(up.err).toMatch(/api is not up: .*not ready within 3 s/);
        expect(up.err).toContain('its last line: "listening on 3000"');
        expect(up.err).toContain("Listening");
      },
    ));

  // F12: "2 more were not tried because of that", though one had been started and was stopped again; and
  // "temp has not started" of one that had run.
  it("distinguishes what was stopped again from what was never started", () =>
    withPlace(
      `
version: 1
name: serial
strategy: rest_for_one
intensity: 0
defaults: { min_uptime: 100ms }
children:
  ok1: { command: sleep 1000 }
  bad: { command: "sleep 0; false", min_uptime: 30s }
  ok2: { command: sleep 1000 }
  ok3: { command: sleep 1000 }
`,
      async (place) => {
        const { err, code } = await place.sentinel("up", "--detach");
        expect(code).toBe(1);
        expect(err).toMatch(/^bad is not up: /m);
        expect(err).toMatch(/^ok1 was stopped again because of that$/m);
        expect(err).toMatch(/^ok2, ok3 were not started because of that$/m);
      },
    ));
});

describe("a degraded tree", () => {
  // F2: a group of which a child is stopped read as if all were fine, with exit code 0.
  it("is shown in status and its JSON, and by the exit code of --check", () =>
    withPlace(
      `
version: 1
name: partly
defaults: { min_uptime: 50ms }
children:
  web: { children: { api: { command: sleep 1000 }, worker: { command: sleep 1000 } } }
  tool: { command: sleep 1000, autostart: false }
`,
      async (place) => {
        expect((await place.sentinel("up", "--detach")).code).toBe(0);
        expect(await place.status()).not.toHaveProperty("degraded");
        expect(await place.sentinel("status", "--check")).toEqual({ code: 0, out: "", err: "" });
        await place.sentinel("stop", "api");
        const degraded = [{ path: "web/api", state: "stopped", reason: "stopped by hand" }];
        const status = await place.status();
        expect(status.degraded).toEqual(degraded);
        expect(status.children[0]).toMatchObject({ path: "web", state: "running", degraded });
        const { out } = await place.sentinel("status", "web", "tool");
        expect(out).toContain("partly running — degraded: web/api is stopped by hand");
        expect(out).toMatch(/web .*degraded: api is stopped by hand/);
        expect((await place.sentinel("status", "--check")).code, "nobody wants it up").toBe(0);
      },
    ));

  it("fails a check if children that should run don't, with a line for each", () =>
    withPlace(
      "version: 1\nname: absent\nchildren: { absent: { command: ./absent }, ok: { command: sleep 1000, min_uptime: 50ms } }\n",
      async (place) => {
        await place.sentinel("up", "--detach");
        const check = await place.sentinel("status", "--check");
        expect(check.code).toBe(1);
        expect(check.out).toMatch(/^absent: backoff \(\.\/absent was not found.*\)\n$/);
        const asJson = await place.json<{ problems: ReadonlyArray<unknown> }>("status", "--check");
        expect(asJson.problems).toEqual([expect.objectContaining({ path: "absent", state: "backoff" })]);
        expect((await place.sentinel("status", "--check", "ok")).code).toBe(0);
      },
    ));

  // F19: the folders of PATH stood in status, in up and in every event.
  it("lists the folders of PATH only in explain", () =>
    withPlace("version: 1\nname: path\nchildren: { x: { command: nodee-nowhere x } }\n", async (place) => {
      await place.sentinel("up", "--detach");
      expect((await place.sentinel("status")).out).toContain(
        "nodee-nowhere was not found in PATH; install it or correct command; next",
      );
      expect((await place.sentinel("events", "x")).out).not.toContain("/bin");
      expect((await place.sentinel("explain", "x")).out).toMatch(/^PATH is .*\/bin/m);
    }));
});

describe("sentinel watch without a terminal", () => {
  it("shows events across daemons, until one shuts down", () =>
    withPlace(
      "version: 1\nname: w\nchildren: { a: { command: sleep 1000, min_uptime: 50ms } }\n",
      async (place) => {
        await place.sentinel("up", "--detach");
        const watch = place.stay("watch");
        await eventually("it tells what was", () => watch.out().includes("a run 1: starting → running"));
        await place.sentinel("stop", "a");
        await eventually("it tells what comes", () => watch.out().includes("(stopped by hand)"));
        expect((await place.sentinel("up", "--detach", "--replace")).code).toBe(0);
        await eventually("it has heard of the next daemon", () => watch.err().includes("continuing with it"));
        await place.sentinel("start", "a");
        await eventually("it tells what that does", () =>
          watch.out().includes("a run 2: starting → running"),
        );
        await place.sentinel("down");
        await eventually("it ends", () => watch.process.exitCode !== null);
        expect(watch.process.exitCode).toBe(0);
        expect((await place.sentinel("watch")).code).toBe(3);
      },
    ));
});
