import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { homeIn, plistOf } from "../../../launchd/launchd/plist.ts";
import { needs } from "../../support/needs.ts";
import { exampleService } from "./exampleService.ts";
import { lacksPlistutil, readPlist } from "./readPlist.ts";

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../fixtures/plists/${name}.plist`), "utf8");

const test = needs(lacksPlistutil);

const parsed = (text: string) => readPlist(text) as Record<string, unknown>;

/** What every service has, and the fixtures too. */
const common = [
  ...["Label", "WorkingDirectory", "RunAtLoad", "KeepAlive", "ExitTimeOut", "ProcessType"],
  ...["SoftResourceLimits", "StandardOutPath", "StandardErrorPath"],
];

describe("the plist of a user's service", () => {
  test("says what the fixture says", () => {
    const [ours, theirs] = [parsed(plistOf(exampleService, "Aqua")), parsed(fixture("user-agent"))];
    for (const key of common) expect([key, ours[key]]).toEqual([key, theirs[key]]);
  });

  test("starts node with the daemon of the tree, whatever is in its paths", () => {
    expect(parsed(plistOf({ ...exampleService, env: "<prod>" }, "Aqua")).ProgramArguments).toEqual([
      "/opt/homebrew/opt/node/bin/node",
      "--max-semi-space-size=1",
      "--optimize-for-size",
      "/opt/sentinel/dist/sentinel.js",
      ...["daemon", "--home", "/Users/example/.sentinel"],
      ...["--file", "/Users/example/My Tree & Co/sentinel.yaml", "--env", "<prod>"],
    ]);
  });

  test("has the variables that it is given and a PATH, and names no user", () => {
    const plist = parsed(plistOf(exampleService, "Aqua"));
    expect(plist.EnvironmentVariables).toEqual({
      SENTINEL_SERVICE: "org.sentinel.daemon",
      PATH: exampleService.path,
    });
    expect(plist).not.toHaveProperty("UserName");
    expect(plist).not.toHaveProperty("LimitLoadToSessionType");
  });

  test("is for other sessions where nobody is logged in at the screen", () => {
    expect(parsed(plistOf(exampleService, "Background"))).toMatchObject({
      LimitLoadToSessionType: "Background",
    });
  });

  test("gives a tree without a limit an hour, since 0 would stall the shutdown", () => {
    expect(
      parsed(plistOf({ ...exampleService, longestStopMs: Number.POSITIVE_INFINITY }, "Aqua")),
    ).toMatchObject({ ExitTimeOut: 3600 });
  });
});

describe("the plist of a service of the machine", () => {
  const daemon = {
    ...exampleService,
    scope: "system",
    user: "_sentinel",
    workingDirectory: "/var/sentinel",
    log: "/var/log/sentinel.log",
    variables: { ...exampleService.variables, HOME: "/var/sentinel" },
  } as const;

  test("says what the fixture says, with the user and a home for it", () => {
    const [ours, theirs] = [parsed(plistOf(daemon, "Aqua")), parsed(fixture("daemon"))];
    for (const key of [...common, "UserName"]) expect([key, ours[key]]).toEqual([key, theirs[key]]);
    expect(ours.EnvironmentVariables).toMatchObject({ HOME: "/var/sentinel" });
  });

  test("names no user if that is root", () => {
    expect(parsed(plistOf({ ...daemon, user: null }, "Aqua"))).not.toHaveProperty("UserName");
  });
});

describe("the home that a plist names", () => {
  it("is found in our own and in the fixtures, with its characters", () => {
    expect(homeIn(plistOf({ ...exampleService, home: "/Users/a & <b>/h" }, "Aqua"))).toBe("/Users/a & <b>/h");
    expect(homeIn(fixture("user-agent"))).toBe("/Users/example/.sentinel");
  });

  it("is not found in the plist of another program", () => {
    expect(homeIn(fixture("interval"))).toBeNull();
  });
});
