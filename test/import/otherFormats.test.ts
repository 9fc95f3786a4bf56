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

describe("a schedule of a crontab", () => {
  const cron = (text: string) => imported("crontab", "my.cron", text);

  it("is that of a job, in the time zone of the machine, beside what still runs, without catching up", () => {
    expect(cron("30 3 * * mon-fri backup\n").job("backup")).toMatchObject({
      schedules: [{ cron: "30 3 * * mon-fri", timezone: "Europe/Berlin" }],
      ...{ overlap: { kind: "allow" }, catchUp: { kind: "none" }, autostart: true },
    });
    expect(cron("CRON_TZ=Asia/Tokyo\n@daily backup\n").job("backup").schedules).toEqual([
      { cron: "0 0 * * *", timezone: "Asia/Tokyo" },
    ]);
  });

  it("has no @reboot: that is a one-off command at the start of the tree", () => {
    const { root } = cron("@reboot tunnel\n");
    expect(root({ HOME: "/" }).children[0]).toMatchObject({ kind: "service", ready: { kind: "exit" } });
  });

  // It became a job that never ran.
  it.each(["CRON_TZ=UTC", "RANDOM_DELAY=5"])("has no @reboot below %s either", (variable) => {
    const { root } = cron(`${variable}\n@reboot tunnel\n`);
    expect(root({ HOME: "/" }).children[0]).toMatchObject({ kind: "service", ready: { kind: "exit" } });
  });

  it("gives a job the standard input after the first percent sign", () => {
    expect(cron("0 3 * * * mail -s hi root%Hello%there\\%\n").job("mail").template.command).toEqual({
      shell: "printf '%s\\n' Hello there% | { mail -s hi root\n}",
    });
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

  it("with a schedule runs at its times, which is told of one that also runs at load", () => {
    const atLoad = job({ StartInterval: 60, RunAtLoad: true });
    expect(atLoad.told("RunAtLoad")).toMatch(/^unsupported: a job runs at its times only/);
    expect(atLoad.job("job")).toMatchObject({ autostart: true, schedules: [{ everyMs: 60_000, anchor: 0 }] });
    expect(job({ StartInterval: 60 }).told("RunAtLoad")).toMatch(/^exact/);
    const calendar = job({
      StartCalendarInterval: [
        { Hour: 3, Minute: 0 },
        { Weekday: 0, Hour: 4, Minute: 30 },
      ],
    });
    expect(calendar.job("job")).toMatchObject({
      catchUp: { kind: "last" },
      schedules: [
        { cron: "0 3 * * *", timezone: "Europe/Berlin" },
        { cron: "30 4 * * 0", timezone: "Europe/Berlin" },
      ],
    });
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
