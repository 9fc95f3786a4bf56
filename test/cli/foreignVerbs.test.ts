// F15: words of other supervisors got a far-fetched neighbour ("startup" → "status"), something more destructive than
// what was typed (`kill api` → `down`), or no way out at all.
import { describe, expect, it } from "vitest";
import { optionMessage } from "../../src/cli/arguments/foreignOptions.ts";
import { suggestRoot, unknownVerb } from "../../src/cli/arguments/foreignVerbs.ts";
import { UnknownOption } from "../../src/cli/arguments/invocation.ts";
import { verbs } from "../../src/cli/verbs.ts";

const said = (...[verb = "", ...behind]: ReadonlyArray<string>): string =>
  unknownVerb(verb, behind, Object.keys(verbs)).message;

describe("a verb of another tool", () => {
  it.each([
    ["list", "`sentinel status`"],
    ["monit", "`sentinel top`"],
    ["tail", "`sentinel logs -f`"],
    ["reload", "`sentinel restart PATH`"],
    ["save", "not needed"],
    ["startup", "`sentinel service install`"],
    ["unstartup", "`sentinel service uninstall`"],
    ["stats", 'did you mean "status"?'],
    ["-f", "put options after the verb"],
  ])("gets a hint what to do instead: %s", (verb, expected) => {
    const { code, message } = unknownVerb(verb, [], Object.keys(verbs));
    expect(code).toBe(2);
    expect(message).toContain(expected);
  });

  it.each(["kill", "shutdown", "quit"])("never proposes to stop more than was named: %s", (verb) => {
    expect(said(verb, "api")).toContain("`sentinel stop api`");
    expect(said(verb, "-9", "api")).not.toContain("sentinel down");
    expect(said(verb)).toContain("`sentinel down`");
  });

  it("is not confused with properties of all objects", () => {
    expect(said("toString")).toMatch(/^there is no verb "toString"/);
  });
});

describe("a child called all", () => {
  it("means the whole tree in other tools, which is / here", () => {
    expect(suggestRoot("restart", ["all", "--no-wait"])).toContain("`sentinel restart / --no-wait`");
    expect(suggestRoot("restart", ["al"])).toBeNull();
  });
});

describe("an option of another tool", () => {
  const about = (verb: string, known: ReadonlyArray<string>, ...typed: ReadonlyArray<string>): string => {
    const option = typed[0]?.split("=")[0] ?? "";
    return optionMessage(verb, new UnknownOption(`Unknown option '${option}'`, option, typed, known));
  };
  const ofLogs = ["number", "follow", "timestamps", "stream"];

  it.each([
    ["logs", ["--lines", "5"], "write -n 5"],
    ["logs", ["--tail=5"], "write -n 5"],
    ["logs", ["--tail", "-f"], "write -n N"],
    ["logs", ["-5"], "write -n 5"],
    ["logs", ["--err"], "write --stream stderr"],
    ["logs", ["--folow"], "did you mean --follow?"],
    ["up", ["--foreground"], "without --detach runs in the foreground"],
    ["up", ["-D"], "write --detach"],
    ["daemon", ["-d"], "`sentinel up --detach`"],
    ["apply", ["--dry-run"], "`sentinel plan`"],
    ["status", ["--watch"], "`sentinel watch`"],
    ["restart", ["--all"], "the whole tree is /"],
    ["status", ["-o", "json"], "write --json"],
    ["status", ["--zzz"], "`sentinel help status` lists the options"],
    ["constructor", ["--toString"], "`sentinel help constructor` lists the options"],
  ] as const)("is answered with what to write here: %s %j", (verb, typed, expected) => {
    expect(about(verb, ofLogs, ...typed)).toContain(expected);
  });
});
