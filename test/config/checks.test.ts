import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { parseTree } from "../../src/config/parseTree.ts";
import { printTree } from "../../src/config/print/printTree.ts";

const parse = (text: string) => parseTree(text, { file: "t.yaml", directory: "/", variables: {} });
const withCheck = (check: string, more = "") =>
  parse(`name: t\n${more}children:\n  backup: { check: ${check} }\n`);
const specOf = (check: string) => Either.getOrThrow(withCheck(check)).root.children[0];
const errorsOf = (check: string) =>
  Either.match(withCheck(check), {
    onLeft: (errors) => errors.map(({ line, message, hint }) => [line, message, hint]),
    onRight: () => [],
  });

describe("a check in a file", () => {
  it("expects a report every so often, or at the times of a cron expression", () => {
    expect(specOf("{ every: 1h }")).toMatchObject({
      ...{ kind: "check", id: "backup", expects: { everyMs: 3_600_000 } },
      ...{ graceMs: 300_000, withinMs: null, failAfter: 1 },
    });
    expect(
      specOf('{ cron: "0 5 * * *", timezone: Europe/Berlin, grace: 30m, within: 1h, fail_after: 2 }'),
    ).toMatchObject({
      expects: { cron: "0 5 * * *", timezone: "Europe/Berlin" },
      ...{ graceMs: 1_800_000, withinMs: 3_600_000, failAfter: 2 },
    });
    expect(specOf('{ cron: "0 5 * * *" }')).toMatchObject({ expects: { timezone: "UTC" } });
  });

  it("is printed so that it reads back the same", () => {
    for (const check of [
      "{ every: 90s, within: 5m }",
      '{ cron: "@daily", timezone: Asia/Tokyo, fail_after: 3 }',
    ]) {
      const tree = Either.getOrThrow(withCheck(check));
      expect(Either.getOrThrow(parse(printTree(tree)))).toEqual(tree);
    }
  });

  it("takes no defaults, which are those of services", () => {
    const tree = withCheck("{ every: 1h }", "defaults: { restart: transient, env: { A: b } }\n");
    expect(Either.getOrThrow(tree).root.children[0]).toMatchObject({ kind: "check", restart: "permanent" });
  });

  it("is refused with the reason if it does not say when, or says it twice", () => {
    expect(errorsOf("{ grace: 1m }")[0]?.[1]).toBe("the check does not say when a report is expected");
    expect(errorsOf('{ every: 1h, cron: "0 5 * * *" }')[0]?.[1]).toBe("a check has either `every` or `cron`");
    expect(errorsOf("{ every: 1h, timezone: UTC }")[0]?.[1]).toBe("`timezone` has no meaning with `every`");
    expect(errorsOf("{ every: 1500ms }")[0]?.[1]).toBe("every is not in whole seconds");
    expect(errorsOf('{ cron: "0 0 30 2 *" }')).toHaveLength(1);
    expect(errorsOf('{ cron: "61 * * * *" }')).toHaveLength(1);
    expect(errorsOf('{ cron: "0 5 * * *", timezone: Mars/Base }')).toHaveLength(1);
  });

  it("has no settings of supervision and no command", () => {
    const tree = parse(
      "name: t\nchildren:\n  a: { check: { every: 1h }, restart: transient }\n  b: { check: { every: 1h }, command: x }\n",
    );
    expect(Either.isLeft(tree) && tree.left.map(({ message }) => message)).toEqual([
      'unknown key "restart" in a check',
      '"b" has both command and check',
    ]);
  });
});

describe("checks on demand", () => {
  const jobs = (provision: string) =>
    parse(`name: t\nchildren:\n  jobs: { provision: ${provision}, children: {} }\n`);
  const problems = (provision: string) =>
    Either.match(jobs(provision), {
      onLeft: (errors) => errors.map(({ message }) => message),
      onRight: () => [],
    });

  it("are declared by what is expected of each, at a supervisor or at the top of the file", () => {
    const [group] = Either.getOrThrow(jobs("{ check: { every: 1d, grace: 1h }, max_checks: 5 }")).root
      .children;
    const check = { expects: { everyMs: 86_400_000 }, graceMs: 3_600_000, withinMs: null, failAfter: 1 };
    expect(group).toMatchObject({ provision: { check, maxChecks: 5 } });
    const top = parse("name: t\nprovision: { check: { cron: '@daily' } }\nchildren: {}\n");
    expect(Either.getOrThrow(top).root.provision).toMatchObject({ maxChecks: 100 });
  });

  it("are printed so that they read back the same", () => {
    const tree = Either.getOrThrow(
      jobs("{ check: { cron: '0 5 * * *', timezone: Asia/Tokyo }, max_checks: 5 }"),
    );
    expect(Either.getOrThrow(parse(printTree(tree)))).toEqual(tree);
  });

  it("are refused as checks are, and without what is expected of them", () => {
    expect(problems("{ check: { grace: 1m } }")).toEqual([
      "the check does not say when a report is expected",
    ]);
    expect(problems("{ check: { every: 1500ms } }")).toEqual(["every is not in whole seconds"]);
    expect(problems("{ max_checks: 5 }")[0]).toContain("check");
    expect(problems("{ check: { every: 1h }, max_checks: 0 }")).toHaveLength(1);
  });
});
