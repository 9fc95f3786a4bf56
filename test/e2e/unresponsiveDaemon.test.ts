import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask } from "../../src/client/client.ts";
import { eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

/** A daemon that is stopped lets the kernel take connections and never answers: every command waited without a word. */

const tree = `
version: 1
name: shop
defaults: { min_uptime: 0, stop: { timeout: 30s } }
children:
  web: { command: sleep 1000 }
  # Long enough for the daemon to be asked besides.
  stubborn: { command: [sh, -c, "trap 'sleep 4; exit 0' TERM; while :; do sleep 0.1; done"] }
`;

let place: Place;
let daemon = 0;
beforeEach(async () => {
  place = makePlace(tree);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
  daemon = (await place.status()).daemon.pid;
});
afterEach(async () => {
  if (isAlive(daemon)) process.kill(daemon, "SIGCONT");
  await place.leave();
});

const freeze = (): void => void process.kill(daemon, "SIGSTOP");
const goOn = (): void => void process.kill(daemon, "SIGCONT");
const words = (): string =>
  `sentinel: the daemon (pid ${daemon}) has not answered for 2 s: it is stopped (\`kill -CONT ${daemon}\` continues it); waiting (Ctrl-C gives up)\n`;

type Stayed = ReturnType<Place["stay"]>;
const hasSaid = (one: Stayed): Promise<void> =>
  eventually("it says what it waits for", () => one.err().includes(words()));
const ended = async (one: Stayed): Promise<number | null> => {
  await eventually("it has ended", () => one.process.exitCode !== null || one.process.signalCode !== null);
  return one.process.exitCode;
};

describe("while the daemon is suspended", () => {
  it("a command reports that once, and is carried out when the daemon continues", async () => {
    freeze();
    const asked = [["status"], ["stop", "web"], ["logs", "-f"], ["events", "-f"]].map((words) =>
      place.stay(...words),
    );
    for (const one of asked) await hasSaid(one);
    goOn();
    const [status, stop, ...following] = asked;
    for (const one of [status, stop]) {
      if (one) expect(await ended(one)).toBe(0);
    }
    expect(stop?.out()).toMatch(/^web: stopped/);
    for (const one of following) {
      await eventually("it tells that it goes on", () => one.err().includes("answers again\n"));
      one.process.kill("SIGINT");
      await ended(one);
    }
    for (const one of asked) expect(one.err().split("has not answered")).toHaveLength(2);
  });

  it("`down` says so, and is not done before the daemon is", async () => {
    freeze();
    const down = place.stay("down");
    await hasSaid(down);
    goOn();
    await eventually("the tree stops", async () => (await place.status()).state === "stopping");
    process.kill(daemon, "SIGSTOP");
    await eventually("it says so again", () => down.err().split(words()).length === 3);
    expect(down.out()).toBe("");
    goOn();
    expect(await ended(down)).toBe(0);
    expect(isAlive(daemon)).toBe(false);
  });

  it("`doctor` finds it; another daemon is refused with what to do", async () => {
    freeze();
    const doctor = await place.sentinel("doctor");
    expect(doctor.code).toBe(1);
    expect(doctor.err).toBe("");
    expect(doctor.out).toMatch(
      new RegExp(
        `✕ daemon +the daemon \\(pid ${daemon}\\) does not answer: it is stopped\n +\`kill -CONT ${daemon}\` continues it\\.\n +kill -CONT ${daemon}\n`,
      ),
    );
    for (const verb of [["daemon"], ["up", "--detach"]]) {
      const { code, err } = await place.sentinel(...verb);
      expect(code).toBe(1);
      expect(err).toContain(`is running already`);
      expect(err).toContain(
        `. But the daemon (pid ${daemon}) has not answered for 2 s: it is stopped; \`kill -CONT ${daemon}\` continues it\n`,
      );
    }
  });

  it("`up --detach --replace` says so; given up, it replaces nobody later", async () => {
    freeze();
    const up = place.stay("up", "--detach", "--replace");
    await hasSaid(up);
    up.process.kill("SIGINT");
    expect(await ended(up)).toBe(130);
    goOn();
    // It has made room for nobody, and is soon back.
    let said = "";
    await eventually("a daemon answers", async () => {
      const { code, out } = await place.sentinel("status", "--json");
      said = out;
      return code === 0;
    });
    expect(JSON.parse(said)).toMatchObject({ daemon: { pid: daemon } });
    expect(up.err()).toBe(words());
  });

  it("a read-only command gives up in the end, with a hint", async () => {
    freeze();
    await expect(ask(place.home, "GET /status", { livenessTimeout: 100 })).rejects.toMatchObject({
      code: 3,
      message: `the daemon (pid ${daemon}) has not answered for 0 s: it is stopped; \`kill -CONT ${daemon}\` continues it`,
    });
  });
});

describe("a daemon that answers", () => {
  it("is not called unresponsive while a request takes long", async () => {
    const { code, err } = await place.sentinel("stop", "stubborn");
    expect(code).toBe(0);
    expect(err).not.toContain("has not answered");
  });
});
