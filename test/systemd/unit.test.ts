import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ServiceError, type ServiceOptions } from "../../launchd/ServiceManager.ts";
import { renderUnit } from "../../launchd/systemd/unit/renderUnit.ts";
import { labelFor, unitOf } from "../../launchd/systemd/unit/unitName.ts";
import { daemonGroup } from "../../src/adapters/node/process/controlGroup/parentGroup.ts";
import { needs } from "../support/needs.ts";
import { awkward, serviceOptions } from "./serviceOptions.ts";

const folder = mkdtempSync(join(tmpdir(), "sentinel-units-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const withAnalyze = needs(
  spawnSync("systemd-analyze", ["--version"]).error === undefined
    ? null
    : "there is no systemd-analyze (Debian's package systemd)",
);

/** What systemd says of a unit whose programs exist; empty if nothing is wrong with it. */
const verify = (text: string, scope: ServiceOptions["scope"], label = "sentinel-shop"): string => {
  const file = join(folder, `${label}.service`);
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(
    "systemd-analyze",
    ["verify", ...(scope === "user" ? ["--user"] : []), "--man=no", file],
    { encoding: "utf8", env: { ...process.env, XDG_RUNTIME_DIR: folder, LC_ALL: "C" } },
  );
  // Before systemd 254, it is ignored: then the daemon can limit its children only as root.
  const told = `${stdout}${stderr}`.replace(/^.*Unknown key (name )?'DelegateSubgroup'.*\n/gm, "");
  return `${told}${status === 0 ? "" : `exit code ${status}`}`;
};

const real: ServiceOptions = { ...serviceOptions, node: process.execPath, workingDirectory: folder };

const lineOf = (text: string, key: string): string | undefined =>
  text.split("\n").find((line) => line.startsWith(`${key}=`));

describe("a unit", () => {
  const cases: Readonly<Record<string, ServiceOptions>> = {
    "of a user": real,
    "of the system": { ...real, scope: "system" },
    "of the system, as a user": { ...real, scope: "system", user: "daemon" },
    "of an environment of the file": { ...real, env: "production" },
    "of a tree that may take any time to stop": { ...real, longestStopMs: Number.POSITIVE_INFINITY },
    "with awkward variables": {
      ...real,
      variables: Object.fromEntries(awkward.map((text, index) => [`V${index}`, text])),
    },
    "with an awkward home": { ...real, home: `/srv/$HOME/50% "x" 'y'`, file: `/srv/a b%\\c/sentinel.yaml` },
    "in an awkward folder": { ...real, workingDirectory: `/srv/it's 50% "$X"` },
  };
  for (const [name, options] of Object.entries(cases))
    withAnalyze(`${name} is accepted by systemd without a remark`, () => {
      expect(verify(renderUnit(options), options.scope)).toBe("");
    });

  // Without this, an empty answer would prove nothing.
  withAnalyze("with an unknown key gets a remark", () => {
    expect(verify(renderUnit(real).replace("KillMode", "KilMode"), "user")).toContain("Unknown key");
  });

  it("waits for the children's stop, and 30 s more, before it is killed", () => {
    expect(lineOf(renderUnit({ ...real, longestStopMs: 90_500 }), "TimeoutStopSec")).toBe(
      "TimeoutStopSec=121s",
    );
    expect(lineOf(renderUnit({ ...real, longestStopMs: Number.POSITIVE_INFINITY }), "TimeoutStopSec")).toBe(
      "TimeoutStopSec=infinity",
    );
  });

  it("lets the daemon know the group that is delegated to it", () => {
    expect(lineOf(renderUnit(real), "Delegate")).toBe("Delegate=yes");
    expect(lineOf(renderUnit(real), "DelegateSubgroup")).toBe(`DelegateSubgroup=${daemonGroup}`);
  });

  it("belongs to the login of a user, and to the boot of the system", () => {
    expect(lineOf(renderUnit(real), "WantedBy")).toBe("WantedBy=default.target");
    expect(lineOf(renderUnit({ ...real, scope: "system" }), "WantedBy")).toBe("WantedBy=multi-user.target");
    // In a unit of a user, systemd ignores the key or fails, by its version.
    expect(lineOf(renderUnit({ ...real, user: "ada" }), "User")).toBeUndefined();
  });

  // Its children are of any kind: a directive that takes something from the daemon takes it from them.
  it("has none of the directives that children would inherit and break by", () => {
    expect(renderUnit({ ...real, scope: "system" })).not.toMatch(
      /^(NoNewPrivileges|Private|Protect|Restrict|SystemCall|MemoryDenyWriteExecute|LockPersonality|OOMScoreAdjust|UMask)/m,
    );
  });

  it("reloads by applying the file, also in an environment with an unlucky name", () => {
    expect(lineOf(renderUnit({ ...real, env: "daemon" }), "ExecReload")).toMatch(
      /"apply" .* "--env" "daemon"$/,
    );
  });

  it("is refused for a folder that its syntax can't express", () => {
    expect(() => renderUnit({ ...real, workingDirectory: "/srv/shop\\" })).toThrow(
      new ServiceError(
        'the folder "/srv/shop\\\\" can\'t be written into a unit: it ends with a backslash; choose another',
      ),
    );
  });
});

describe("the label of a tree", () => {
  it.each([
    ["shop", "sentinel-shop"],
    ["shop~old", "sentinel-shop--old"],
    ["caf\u00e9", "sentinel-caf\\xc3\\xa9"],
  ])("%s is %s", (tree, label) => {
    expect(labelFor(tree)).toBe(label);
  });

  withAnalyze("is a unit's name, whatever the tree is called", () => {
    for (const tree of ["shop~old", "caf\u00e9", "a.b_c-d", "\u4e16\u754c"])
      expect(verify(renderUnit(real), "user", labelFor(tree))).toBe("");
  });

  it.each(["a/b", "a b", "x@y", "", "x.service", "x".repeat(250)])("can't be %j", (label) => {
    expect(() => unitOf({ label })).toThrow(ServiceError);
  });
});
