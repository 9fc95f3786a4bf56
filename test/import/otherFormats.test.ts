// Faults of the imports of crontabs, property lists and Procfiles, found with real files: row I21 of the list, and the
// neighbours of I1, I15, I16 and I18 in these formats.
import { describe, expect, it } from "vitest";
import { nameOf } from "../../src/config/import/crontab/nameOf.ts";
import { imported } from "./imported.ts";

describe("a job of a crontab", () => {
  it.each([
    ["source ~/.env && run a", "run"],
    [". /etc/profile; cd /srv/app && ./job.py", "job"],
    ["A=1 B='x y' /opt/bin/report.sh", "report"],
    ["export A=1; b", "b"],
    ["cd /srv && flock -n /tmp/lock ./sync all", "sync"],
    ["sudo -u www-data php artisan schedule:run", "artisan"],
    ["timeout -k 5 60 nice -n 10 backup", "backup"],
    ['bash -c "cd x && dump all"', "dump"],
    ["test -x /usr/sbin/anacron || { cd / && run-parts --report /etc/cron.daily; }", "cron.daily"],
    ["source ~/.env", "job"],
  ])("I21: %s is named %s", (command, name) => {
    expect(nameOf(command)).toBe(name);
  });

  it("I21: is named as such in the result", () => {
    const { service } = imported("crontab", "cron", "*/5 * * * * source ~/.env && run a\n");
    expect(service("run", { HOME: "/home/ann" }).command).toEqual({ shell: "source ~/.env && run a" });
  });

  it("I1: of an unknown user is left down, also at @reboot", () => {
    const { service, told } = imported("crontab", "etc/crontab", "@reboot nosuch /bin/job\n");
    expect(service("job").autostart).toBe(false);
    expect(told("user")).toMatch(/^unsupported: there is no user nosuch here/);
  });
});

describe("a job of launchd", () => {
  const job = (keys: Readonly<Record<string, unknown>>) =>
    imported("launchd", "job.plist", JSON.stringify({ Label: "job", ProgramArguments: ["/bin/a"], ...keys }));

  it("I1: of an unknown user is left down, whatever starts it", () => {
    for (const keys of [{ UserName: "nosuch" }, { GroupName: "nosuch" }]) {
      const { service } = job({ ...keys, RunAtLoad: true, KeepAlive: true });
      expect(service("job").autostart).toBe(false);
    }
  });

  it("I16: with a schedule that also runs at load is not reported as left down", () => {
    const { told, service } = job({ StartInterval: 60, RunAtLoad: true });
    expect(told("StartInterval")).toContain("until then it runs once, when the tree starts");
    expect(service("job").autostart).toBe(true);
    expect(job({ StartInterval: 60 }).told("StartInterval")).toContain("it is not started by itself");
  });

  it("I18: SuccessfulExit is approximate: SIGTERM from outside is a failure there", () => {
    expect(job({ KeepAlive: { SuccessfulExit: false } }).told("KeepAlive.SuccessfulExit")).toMatch(
      /^approximate: transient; an exit by SIGTERM/,
    );
  });

  it("I23: relative paths are relative to the folder of its file", () => {
    const text = (label: string) =>
      JSON.stringify({ Label: label, ProgramArguments: ["./a"], WorkingDirectory: "app" });
    const { service } = imported("launchd", "a.plist", "", {
      sources: [
        { file: "a.plist", text: text("a"), directory: "/srv/shop" },
        { file: "../b/b.plist", text: text("b"), directory: "/srv/b" },
      ],
    });
    expect(service("a").cwd).toBe("/srv/shop/app");
    expect(service("b").cwd).toBe("/srv/b/app");
  });
});

it("I15: a process of a Procfile may exit at once, and its exit stops the others", () => {
  const { service, root } = imported("procfile", "Procfile", "web: serve\njob: run\n");
  expect(service("job")).toMatchObject({ ready: { minUptimeMs: 0 }, significant: true, onLimit: "escalate" });
  expect(root().autoShutdown).toBe("any_significant");
});
