import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeLaunchd } from "../../../launchd/launchd/launchd.ts";
import { needs, needsRoot } from "../../support/needs.ts";
import { launchdWorld } from "./launchdWorld.ts";
import { lacksPlistutil } from "./readPlist.ts";

const waiting = "exec sleep 1000";
const uid = process.getuid?.() ?? 0;
const target = `gui/${uid}/org.sentinel.daemon`;

describe("installing a service", () => {
  it("writes its plist, with mode 644, and starts its daemon", async () => {
    const { launchd, service } = launchdWorld();
    const options = service(waiting);
    const notes = await launchd.install(options);
    const definition = launchd.definitionOf(options);
    expect(await launchd.status(options)).toMatchObject({
      state: "running",
      starts: 1,
      definition,
      problems: [],
    });
    expect(statSync(definition).mode & 0o777).toBe(0o644);
    expect(statSync(options.log).mode & 0o777).toBe(0o600);
    expect(notes.join(" ")).toContain("background item");
  });

  it("again replaces it, and waits until its last daemon has ended", async () => {
    const { launchd, service, folder } = launchdWorld();
    const stopping = service(
      `trap 'sleep 0.7; echo stopped >>${folder}/said; exit 0' TERM; while :; do sleep 0.05; done`,
    );
    await launchd.install(stopping);
    const before = await launchd.status(stopping);
    await launchd.install({ ...stopping, path: "/usr/bin" });
    const after = await launchd.status(stopping);
    expect(readFileSync(join(folder, "said"), "utf8")).toBe("stopped\n");
    expect(after).toMatchObject({ state: "running", starts: 1 });
    expect(after.pid).not.toBe(before.pid);
  });

  it("switches it on if it was switched off", async () => {
    const { launchd, service, launchctl } = launchdWorld();
    launchctl("disable", target);
    await launchd.install(service(waiting));
    expect((await launchd.status(service(waiting))).state).toBe("running");
  });

  it("says which program is missing", async () => {
    const { launchd, service } = launchdWorld();
    const installed = launchd.install(service(waiting, { node: "/opt/homebrew/Cellar/node/1/bin/node" }));
    await expect(installed).rejects.toThrow(
      /its daemon does not run \(exit code 78\): its program \/opt\/homebrew\/Cellar\/node\/1\/bin\/node doesn't exist/,
    );
  });

  it("refuses a label that the service of another tree has", async () => {
    const { launchd, service } = launchdWorld();
    await launchd.install(service(waiting));
    const other = launchd.install(service(waiting, { home: "/Users/example/.sentinel/other" }));
    await expect(other).rejects.toThrow(/belongs to the tree in .*\/home; choose another label with --name/);
  });

  it("leaves nothing half written if the plist would not be valid", async () => {
    const { service, folder } = launchdWorld();
    const options = service(waiting);
    const checking = makeLaunchd({
      run: async (program, [, about = ""]) => {
        if (program === "plutil")
          return { code: 1, out: `${options.label}.plist: Unexpected character`, err: "" };
        // The session is there, and the service isn't loaded.
        return { code: about.endsWith(options.label) ? 113 : 0, out: "", err: "" };
      },
      uid,
      definitions: { user: join(folder, "LaunchAgents"), system: "" },
      logs: { user: join(folder, "Logs"), system: "" },
    });
    await expect(checking.install(options)).rejects.toThrow(/would not be valid: .*Unexpected character/);
    expect(readdirSync(join(folder, "LaunchAgents"))).toEqual([]);
  });
});

describe("where a service runs", () => {
  it("is the session at the screen or, if nobody is logged in there, another one", async () => {
    const atScreen = launchdWorld();
    expect((await atScreen.launchd.plan(atScreen.service(waiting))).commands[2]).toContain(
      `bootstrap gui/${uid} `,
    );
    const bySsh = launchdWorld({ LAUNCHCTL_NO_GUI: "1" });
    const options = bySsh.service(waiting);
    const { commands, text } = await bySsh.launchd.plan(options);
    expect(commands[2]).toContain(`bootstrap user/${uid} `);
    expect(text).toContain("<string>Background</string>");
    expect((await bySsh.launchd.install(options)).join(" ")).toContain("--system --as USER");
    expect((await bySsh.launchd.status(options)).state).toBe("running");
  });

  it("is nowhere for a user who is not logged in, and a service of the machine is offered", async () => {
    const { launchctl, service, folder } = launchdWorld();
    expect(launchctl("print", `gui/${uid}`)).toContain("login");
    const stranger = makeLaunchd({
      run: async () => ({
        code: 112,
        out: "",
        err: "Bad request.\nCould not find domain for user gui: 4711\n",
      }),
      uid: 4711,
      definitions: { user: folder, system: folder },
      logs: { user: folder, system: folder },
    });
    await expect(stranger.install(service(waiting))).rejects.toThrow(
      "this user is not logged in at the screen; log in there and try again, or have it run without a login: `sudo sentinel service install --system --as USER`",
    );
  });

  it("is the machine only if root asks", async () => {
    const { service, folder } = launchdWorld();
    const user = makeLaunchd({
      run: async () => null,
      uid: 501,
      definitions: { user: folder, system: folder },
      logs: { user: folder, system: folder },
    });
    await expect(user.install(service(waiting, { scope: "system" }))).rejects.toThrow("only root");
  });

  needsRoot("is the machine, with a plist of root's and a log of its user's", async () => {
    const { launchd, service } = launchdWorld();
    const options = service(waiting, {
      scope: "system",
      user: "nobody",
      variables: { HOME: "/nonexistent" },
    });
    await launchd.install(options);
    expect(await launchd.status(options)).toMatchObject({ state: "running" });
    expect(statSync(launchd.definitionOf(options))).toMatchObject({ uid: 0, gid: 0 });
    expect(statSync(options.log).uid).not.toBe(0);
    expect((await launchd.status({ ...options, scope: "user" })).state).toBe("not installed");
  });
});

describe("a service", () => {
  it("is started again when its daemon is killed, and at once if it is asked for", async () => {
    const { launchd, service } = launchdWorld();
    const options = service(waiting);
    await launchd.install(options);
    const { pid } = await launchd.status(options);
    process.kill(pid ?? 0, "SIGKILL");
    await expect.poll(async () => (await launchd.status(options)).pid).toBeNull();
    expect(await launchd.status(options)).toMatchObject({
      state: "starting",
      lastEnd: { signal: "SIGKILL" },
    });
    await launchd.start(options);
    expect(await launchd.status(options)).toMatchObject({ state: "running", starts: 2 });
  });

  it("whose daemon ends with an error again and again is failing, with its last words", async () => {
    const { launchd, service } = launchdWorld();
    const options = service("echo no such tree; exit 5");
    await launchd.install(options).catch(() => undefined);
    await launchd.start(options).catch(() => undefined);
    await expect.poll(async () => (await launchd.status(options)).state).toBe("failing");
    const { lastEnd, problems } = await launchd.status(options);
    expect(lastEnd).toEqual({ code: 5 });
    expect(problems.map(({ what }) => what).join()).toContain("has printed last: no such tree");
  });

  it("that was stopped is not started again, until it is asked for", async () => {
    const { launchd, service } = launchdWorld();
    const options = service("trap 'exit 0' TERM; while :; do sleep 0.05; done");
    await launchd.install(options);
    await launchd.stop(options);
    expect(await launchd.status(options)).toMatchObject({ state: "stopped", pid: null, problems: [] });
    await launchd.start(options);
    expect((await launchd.status(options)).state).toBe("running");
  });

  it("is stopped while launchd waits to start it again, too", async () => {
    const { launchd, service } = launchdWorld();
    const options = service("exit 5");
    await launchd.install(options).catch(() => undefined);
    await launchd.stop(options);
    expect(await launchd.status(options)).toMatchObject({ state: "stopped", pid: null });
  });

  it("that somebody has switched off is disabled", async () => {
    const { launchd, service, launchctl } = launchdWorld();
    const options = service(waiting);
    await launchd.install(options);
    launchctl("bootout", target);
    launchctl("disable", target);
    await expect.poll(async () => (await launchd.status(options)).state).toBe("disabled");
    expect((await launchd.status(options)).problems[0]?.remedy).toContain("Login Items");
  });

  it("whose plist others may write to is not loaded, and the cause is told", async () => {
    const { launchd, service, launchctl } = launchdWorld();
    const options = service(waiting);
    await launchd.install(options);
    launchctl("bootout", target);
    await expect.poll(async () => (await launchd.status(options)).state).toBe("stopped");
    chmodSync(launchd.definitionOf(options), 0o666);
    await expect(launchd.start(options)).rejects.toThrow(
      /launchd does not load org\.sentinel\.daemon: others may write to .*; `chmod 644/,
    );
  });

  needs(lacksPlistutil)("whose plist is not valid is not loaded, and the cause is told", async () => {
    const { launchd, service, launchctl } = launchdWorld();
    const options = service(waiting);
    await launchd.install(options);
    launchctl("bootout", target);
    await expect.poll(async () => (await launchd.status(options)).state).toBe("stopped");
    writeFileSync(launchd.definitionOf(options), "<plist><dict><key>Label</key>");
    await expect(launchd.start(options)).rejects.toThrow(
      /launchd does not load org\.sentinel\.daemon: .* is not valid: ERROR/,
    );
  });
});

describe("removing a service", () => {
  it("ends its daemon, removes its plist, and says that the log is still there", async () => {
    const { launchd, service } = launchdWorld();
    const options = service(waiting);
    await launchd.install(options);
    expect(await launchd.uninstall(options)).toEqual([expect.stringContaining(options.log)]);
    expect(existsSync(launchd.definitionOf(options))).toBe(false);
    expect(await launchd.status(options)).toMatchObject({ state: "not installed", pid: null });
  });

  it("that is not there fails", async () => {
    const { launchd, service } = launchdWorld();
    await expect(launchd.uninstall(service(waiting))).rejects.toThrow(
      "there is no service org.sentinel.daemon",
    );
    await expect(launchd.start(service(waiting))).rejects.toThrow("`sentinel service install` installs it");
  });
});

it("without launchctl, each of it says so", async () => {
  const { service, folder } = launchdWorld();
  const nowhere = makeLaunchd({
    run: async () => null,
    uid,
    definitions: { user: folder, system: folder },
    logs: { user: folder, system: folder },
  });
  await expect(nowhere.plan(service(waiting))).rejects.toThrow("launchctl is not on the PATH");
});

it("the label of a tree has only characters that launchd and shells take as they are", () => {
  const { launchd } = launchdWorld();
  expect(launchd.labelFor("shop")).toBe("sentinel.shop");
  expect(launchd.labelFor("shop~work")).toBe("sentinel.shop-work");
  expect(launchd.labelFor("café au lait")).toBe("sentinel.caf-au-lait");
});
