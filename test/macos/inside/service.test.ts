/** A tree whose daemon launchd keeps: the program from the command line to its children, under the imitation's launchctl. */
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { counting, eventually, isAlive } from "../../e2e/sentinel.ts";
import { label, numbersOf, plistsIn, type ServiceWorld, serviceWorld } from "./serviceWorld.ts";

const tree = `
version: 1
name: shop
children:
  web: { command: ${counting(0.05)}, min_uptime: 0 }
  pool: { command: sleep 1000, replicas: 2, min_uptime: 0 }
`;

const installed = async (yaml = tree, variables: NodeJS.ProcessEnv = {}): Promise<ServiceWorld> => {
  const world = serviceWorld(yaml, variables);
  expect(await world.sentinel("service", "install")).toMatchObject({ code: 0 });
  await eventually("all children run", async () => Object.keys(await world.pids()).length >= 3);
  return world;
};

/** The numbers that `web` has printed; each once and in order, if no line was lost or doubled. */
const printed = ({ sentinel }: ServiceWorld): Promise<ReadonlyArray<number>> => numbersOf("web", sentinel);

const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, index) => index + 1);

const expectNothingLost = async (world: ServiceWorld): Promise<void> => {
  const numbers = await printed(world);
  expect(numbers.length).toBeGreaterThan(1);
  expect(numbers).toEqual(upTo(numbers.length));
};

describe("installing a service", () => {
  it("starts the tree under launchd, and says what to know", async () => {
    const world = serviceWorld(tree);
    const { code, out } = await world.sentinel("service", "install");
    expect(code).toBe(0);
    const service = await world.service();
    expect(service).toMatchObject({ label, state: "running", problems: [] });
    expect(service.pid).toBe((await world.status()).daemon.pid);
    expect(out).toContain(`${label} is installed: launchd keeps the daemon of shop, pid ${service.pid}.`);
    expect(out).toContain("Login Items");
    expect(out).toContain("Full Disk Access");
    expect(out).toContain(join(world.library, "Logs", `${label}.log`));
  });

  it("only prints the plist and the commands with --dry-run", async () => {
    const world = serviceWorld(tree);
    const { code, out } = await world.sentinel("service", "install", "--dry-run");
    expect(code).toBe(0);
    expect(out).toContain(`# ${join(world.library, "LaunchAgents", `${label}.plist`)}\n<?xml version="1.0"`);
    expect(out).toMatch(/# launchctl bootout .*\n# launchctl enable .*\n# launchctl bootstrap gui\/\d+ /);
    expect(plistsIn(world)).toEqual([]);
    expect(existsSync(world.home)).toBe(false);
    expect((await world.service()).state).toBe("not installed");
  });

  it("while a daemon runs takes its children over", async () => {
    const world = serviceWorld(tree);
    await world.sentinel("up", "--detach");
    const [before, pids] = [await world.status(), await world.pids()];
    expect(await world.sentinel("service", "install")).toMatchObject({ code: 0 });
    const after = await world.status();
    expect(after.daemon.pid).not.toBe(before.daemon.pid);
    expect(after.daemon.pid).toBe((await world.service()).pid);
    expect(await world.pids()).toEqual(pids);
    await eventually("the former daemon has ended", () => !isAlive(before.daemon.pid));
    await expectNothingLost(world);
  });

  it("again replaces the plist and the daemon, and touches no child", async () => {
    const world = await installed();
    const pids = await world.pids();
    const { code } = await world.sentinel("service", "install");
    expect(code).toBe(0);
    expect(await world.pids()).toEqual(pids);
    expect((await world.service()).pid).toBe((await world.status()).daemon.pid);
    await expectNothingLost(world);
  });

  it("with an invalid file installs nothing", async () => {
    const world = serviceWorld("version: 1\nname: shop\nchilren: {}\n");
    const { code, err } = await world.sentinel("service", "install");
    expect(code).toBe(5);
    expect(err).toContain("children");
    expect(plistsIn(world)).toEqual([]);
  });

  it("under a second name removes the first one", async () => {
    const world = await installed();
    const pids = await world.pids();
    expect(await world.sentinel("service", "install", "--name", "org.example.shop")).toMatchObject({
      code: 0,
    });
    expect(plistsIn(world)).toEqual(["org.example.shop.plist"]);
    expect(await world.service()).toMatchObject({ label: "org.example.shop", state: "running" });
    expect(await world.pids()).toEqual(pids);
  });

  it("refuses what can't be meant", async () => {
    const world = serviceWorld(tree);
    for (const [args, message] of [
      [["--user", "--system"], "--user and --system exclude each other"],
      [["--as", "nobody"], "--as names the user of a service of the machine; add --system"],
      [["--name", "my service"], "--name takes letters, digits"],
      [["--system", "--as", "no-such-user"], 'there is no user "no-such-user"'],
    ] as const) {
      const { code, err } = await world.sentinel("service", "install", ...args);
      expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    }
  });

  it("without a login at the screen uses another session, and says what that means", async () => {
    const world = serviceWorld(tree, { LAUNCHCTL_NO_GUI: "1" });
    const { code, out } = await world.sentinel("service", "install");
    expect([code, out]).toEqual([0, expect.stringContaining("Nobody is logged in at the screen")]);
    expect((await world.service()).state).toBe("running");
  });
});

describe("a tree under launchd", () => {
  it("goes on when its daemon is killed: launchd starts the next one, which adopts the children", async () => {
    const world = await installed();
    const [before, pids] = [await world.service(), await world.pids()];
    await world.killAndRestart();
    expect(await world.pids()).toEqual(pids);
    const after = await world.service();
    expect(after).toMatchObject({ state: "running", starts: 2, lastEnd: { signal: "SIGKILL" } });
    expect(after.pid).not.toBe(before.pid);
    await expectNothingLost(world);
  });

  it("hides from its children that launchd started it", async () => {
    const world = await installed(
      `${tree}  told: { command: "env; exec sleep 1000", inherit_env: true, min_uptime: 0 }\n`,
    );
    await eventually("told has printed", async () =>
      (await world.sentinel("logs", "told")).out.includes("SENTINEL_PATH"),
    );
    const { out } = await world.sentinel("logs", "told");
    expect(out).toContain("PATH=");
    for (const name of ["XPC_SERVICE_NAME", "XPC_FLAGS", "SENTINEL_SERVICE"]) expect(out).not.toContain(name);
  });

  it("stays down after `down`, which says so, and comes back with `up --detach`", async () => {
    const world = await installed();
    const { code, out, err } = await world.sentinel("down");
    expect([code, out]).toEqual([0, expect.stringContaining("have stopped")]);
    expect(err).toContain(
      `the service ${label} stays stopped until the next login; \`sentinel service start\``,
    );
    expect(await world.service()).toMatchObject({ state: "stopped", lastEnd: { code: 0 }, starts: 1 });
    const up = await world.sentinel("up", "--detach");
    expect([up.code, up.err]).toEqual([
      0,
      expect.stringContaining(`the service ${label} has started the daemon`),
    ]);
    expect((await world.service()).pid).toBe((await world.status()).daemon.pid);
  });

  it("gets another daemon from launchd by `up --replace`, with the same children", async () => {
    const world = await installed();
    const [before, pids] = [await world.service(), await world.pids()];
    const { code, err } = await world.sentinel("up", "--detach", "--replace");
    expect([code, err]).toEqual([0, expect.stringContaining(`the service ${label} has started the daemon`)]);
    const after = await world.service();
    expect(after).toMatchObject({ state: "running", lastEnd: { code: 75 } });
    expect(after.pid).not.toBe(before.pid);
    expect(await world.pids()).toEqual(pids);
    await expectNothingLost(world);
  });

  it("is not started beside its service with other options", async () => {
    const world = await installed();
    const running = await world.sentinel("up", "--detach");
    expect([running.code, running.err]).toEqual([
      1,
      expect.stringContaining(`the service ${label} keeps it`),
    ]);
    const other = await world.sentinel("up", "--detach", "--replace", "--listen", "none");
    expect([other.code, other.err]).toEqual([2, expect.stringContaining("leave out --listen")]);
  });

  it("gets another daemon by `service restart`, with the same children", async () => {
    const world = await installed();
    const [before, pids] = [await world.service(), await world.pids()];
    const { code, out } = await world.sentinel("service", "restart");
    const after = await world.service();
    expect([code, out]).toEqual([
      0,
      `${label} has another daemon, pid ${after.pid}; the children that ran still do\n`,
    ]);
    expect(after.pid).not.toBe(before.pid);
    expect(await world.pids()).toEqual(pids);
    await expectNothingLost(world);
  });

  it("stops with `service stop`, and starts with `service start`", async () => {
    const world = await installed();
    const pids = Object.values(await world.pids());
    expect(await world.sentinel("service", "stop")).toMatchObject({ code: 0 });
    expect(pids.filter(isAlive)).toEqual([]);
    const status = await world.sentinel("service", "status");
    expect([status.code, status.out]).toEqual([
      1,
      expect.stringContaining("is stopped until the next login"),
    ]);
    expect(await world.sentinel("service", "start")).toMatchObject({ code: 0 });
    await eventually("all children run", async () =>
      world.pids().then(
        (now) => Object.keys(now).length === 3,
        () => false,
      ),
    );
  });

  it("leaves its home and its children's output when its service is removed, and says so", async () => {
    const world = await installed();
    const pids = Object.values(await world.pids());
    const { code, out } = await world.sentinel("service", "uninstall");
    expect([code, out]).toEqual([0, expect.stringContaining(`The home ${world.home} is still there`)]);
    expect(plistsIn(world)).toEqual([]);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await world.service()).toMatchObject({ state: "not installed" });
    await expectNothingLost(world);
    // It is an ordinary tree again.
    const up = await world.sentinel("up", "--detach");
    expect([up.code, up.err]).toEqual([0, expect.not.stringContaining("service")]);
  });

  it("shows what its daemon prints", async () => {
    const world = await installed();
    world.write("version: 1\nname: shop\nchilren: {}\n");
    await world.killAndRestart();
    const { code, out } = await world.sentinel("service", "logs", "-n", "20");
    expect([code, out]).toEqual([0, expect.stringContaining("chilren")]);
  });
});

describe("a daemon that launchd started", () => {
  it("waits while another daemon has the home, and `down` ends both", async () => {
    const world = await installed();
    await world.sentinel("service", "stop");
    const other = world.stay("daemon");
    await eventually("the other daemon supervises", async () =>
      world.status().then(
        ({ daemon }) => daemon.pid === other.process.pid,
        () => false,
      ),
    );
    const { starts } = await world.service();
    expect(await world.sentinel("service", "start")).toMatchObject({ code: 0 });
    await eventually("it waits", () => world.log().includes("waiting: a daemon is running already in"));
    expect(await world.service()).toMatchObject({ state: "running", starts: (starts ?? 0) + 1 });
    expect((await world.status()).daemon.pid).toBe(other.process.pid);
    expect(await world.sentinel("down")).toMatchObject({ code: 0 });
    expect(await world.service()).toMatchObject({ state: "stopped", lastEnd: { code: 0 } });
    expect((await world.sentinel("status")).code).toBe(3);
  });

  it("takes the home once the other daemon has ended", async () => {
    const world = await installed();
    await world.sentinel("service", "stop");
    const other = world.stay("daemon");
    await eventually("the other daemon supervises", async () => (await world.sentinel("status")).code === 0);
    await world.sentinel("service", "start");
    const pids = await world.pids();
    other.process.kill("SIGKILL");
    await eventually("the service's daemon supervises", async () => {
      const status = await world.status().catch(() => null);
      return status !== null && status.daemon.pid === (await world.service()).pid;
    });
    expect(await world.pids()).toEqual(pids);
  });

  it("waits for a home that is not there, such as on a volume that is not mounted", async () => {
    const world = await installed();
    await world.sentinel("service", "stop");
    renameSync(world.home, `${world.home}-away`);
    world.launchctl("kickstart", `gui/${process.getuid?.()}/${label}`);
    await eventually("it waits", () => world.log().includes(`waiting: the home ${world.home} is not there`));
    expect(existsSync(world.home)).toBe(false);
    renameSync(`${world.home}-away`, world.home);
    await eventually("it supervises", async () =>
      world.pids().then(
        (pids) => Object.keys(pids).length === 3,
        () => false,
      ),
    );
  });
});

describe("a service whose node is gone", () => {
  it("is failing, and its status says which program is missing", async () => {
    const world = serviceWorld(tree);
    const node = join(world.folder, "node");
    symlinkSync(process.execPath, node);
    const { code } = await world.sentinelBy(node, "service", "install");
    expect(code).toBe(0);
    const { definition, pid } = await world.service();
    expect(readFileSync(definition, "utf8")).toContain(`<string>${node}</string>`);
    rmSync(node);
    process.kill(pid ?? 0, "SIGKILL");
    await eventually("it is failing", async () => {
      world.launchctl("kickstart", `gui/${process.getuid?.()}/${label}`);
      return (await world.service()).state === "failing";
    });
    const { out } = await world.sentinel("service", "status");
    expect(out).toContain("last end: exit code 78");
    expect(out).toContain(`its program ${node} doesn't exist any more, perhaps after an upgrade of node`);
    const start = await world.sentinel("service", "start");
    expect([start.code, start.err]).toEqual([1, expect.stringContaining(node)]);
    // Installing it again is what the message says, and helps: the children are still those of before.
    expect(await world.sentinel("service", "install")).toMatchObject({ code: 0 });
    expect((await world.service()).state).toBe("running");
  });
});
