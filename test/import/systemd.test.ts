// Faults of the import of systemd's units, found with real ones: rows I1, I5, I11 and I22 of the list. Cause: a value was
// kept without what systemd puts above it, and clean signals were taken for those of every type.
import { describe, expect, it } from "vitest";
import type { ImportRequest } from "../../src/config/import/draft/request.ts";
import { imported } from "./imported.ts";
import { requestOf } from "./sources.ts";

const unit = (lines: string, more: Partial<ImportRequest> = {}) =>
  imported("systemd", "job.service", `[Service]\nExecStart=/bin/app\n${lines}\n`, more);

describe("a service without its user", () => {
  it("I1: is left down and reported", () => {
    for (const line of ["User=nosuch", "Group=nosuch", "DynamicUser=yes"]) {
      const { service, told } = unit(line);
      expect(service("job").autostart).toBe(false);
      expect(told(line.split("=")[0] ?? "")).toMatch(/^unsupported: .*it is not started/);
    }
  });

  it("I1: is started if another key sets its user", () => {
    expect(unit("User=www-data\nDynamicUser=yes").service("job")).toMatchObject({ autostart: true, uid: 33 });
    expect(unit("DynamicUser=no").service("job").autostart).toBe(true);
  });
});

describe("Environment with an EnvironmentFile", () => {
  const request = requestOf({ file: "", text: "" });
  const withFile = (text: string) => ({
    place: {
      ...request.place,
      read: (path: string) => (path === "/etc/default/job" ? { text } : { why: "does not exist" }),
    },
  });
  const lines = "Environment=LEVEL=info PORT=80\nEnvironmentFile=-/etc/default/job";

  it("I5: leaves variables to the file that sets them, names it, and copies no value", () => {
    const { service, told, yaml } = unit(lines, withFile("LEVEL=debug\n"));
    expect(service("job").env).toMatchObject({ PORT: "80" });
    expect(service("job").env).not.toHaveProperty("LEVEL");
    for (const key of ["Environment", "EnvironmentFile"])
      expect(told(key)).toMatch(/^approximate: LEVEL of Environment= left out/);
    expect(yaml).not.toContain("debug");
  });

  it("I5: names all of them if the file can't be read", () => {
    const { service, told } = unit(lines);
    expect(service("job").env).toMatchObject({ LEVEL: "info", PORT: "80" });
    expect(told("EnvironmentFile")).toMatch(
      /^approximate: .*if it sets LEVEL or PORT, remove that from `env`/,
    );
  });

  it("I5: is exact if they have nothing in common", () => {
    const { told } = unit(lines, withFile("OTHER=1\n"));
    for (const key of ["Environment", "EnvironmentFile"]) expect(told(key)).toMatch(/^exact/);
  });
});

it("I11: an unsupported specifier is reported, and its service left down unless it is only in a description", () => {
  const { service, report } = unit("WorkingDirectory=/srv/%m");
  expect(service("job").autostart).toBe(false);
  expect(report).toContainEqual(expect.objectContaining({ key: "%m", fidelity: "unsupported" }));
  const described = imported(
    "systemd",
    "job.service",
    "[Unit]\nDescription=On %m\n[Service]\nExecStart=/bin/a\n",
  );
  expect(described.service("job").autostart).toBe(true);
});

it("I20: a specifier that becomes a variable is approximate, with a hint what to set", () => {
  const { told, missing } = unit("Environment=HOST=%H");
  expect(told("Environment")).toMatch(/^approximate: set HOSTNAME where the tree is loaded/);
  expect(missing).toEqual([expect.stringContaining("HOSTNAME")]);
});

it("I22: signals are clean exits except for oneshot services", () => {
  expect(unit("Type=oneshot\nSuccessExitStatus=3").service("job").exitRules.success).toEqual([0, 3]);
  expect(unit("Type=simple").service("job").exitRules.success).toContain("SIGTERM");
  expect(unit("").service("job").exitRules.success).toContain("SIGHUP");
});

it("services that wait for others have them as dependencies", () => {
  const { root } = imported("systemd", "web.service", "", {
    sources: [
      { file: "web.service", text: "[Unit]\nAfter=db.service\n[Service]\nExecStart=/bin/web\n" },
      { file: "db.service", text: "[Service]\nExecStart=/bin/db\n" },
    ],
  });
  const after = [{ path: "db", until: "started" }];
  expect(root()).toMatchObject({ start: "parallel", children: [{ id: "db" }, { id: "web", after }] });
});
