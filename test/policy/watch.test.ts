import { describe, expect, it } from "vitest";
import { countingOf } from "../../src/policy/watch/counts.ts";
import {
  afterChange,
  type LoopGuard,
  noLoop,
  quickLimit,
  quickMs,
} from "../../src/policy/watch/loopGuard.ts";

describe("the files that count for a watch", () => {
  const counted = (
    paths: ReadonlyArray<string>,
    { include = [], ignore = [] }: { include?: ReadonlyArray<string>; ignore?: ReadonlyArray<string> } = {},
  ) => paths.filter(countingOf({ include, ignore }).countsFile);

  it("are all but hidden ones, installed packages and traces of editors", () => {
    const paths = [
      "a.js",
      "lib/b.js",
      "lib/b.js~",
      ".env",
      ".git/index",
      "lib/.a.swp",
      "node_modules/x/y.js",
      "4913",
    ];
    expect(counted(paths)).toEqual(["a.js", "lib/b.js"]);
  });

  it("match `include` by their name, or by their path if the pattern has a slash", () => {
    const paths = ["a.ts", "lib/b.ts", "lib/b.js", "lib/deep/c.ts"];
    expect(counted(paths, { include: ["*.ts"] })).toEqual(["a.ts", "lib/b.ts", "lib/deep/c.ts"]);
    expect(counted(paths, { include: ["lib/*.ts"] })).toEqual(["lib/b.ts"]);
    expect(counted(paths, { include: ["lib/**/*.ts"] })).toEqual(["lib/deep/c.ts"]);
  });

  it("are not below what `ignore` names, and such a folder is not entered", () => {
    const paths = ["build/a.js", "src/build/b.js", "src/c.tmp", "src/gen/d.js", "src/e.js"];
    for (const ignore of [
      ["build", "*.tmp", "src/gen"],
      ["build/", "*.tmp", "src/gen/**"],
      ["./build", "*.tmp", "./src/gen"],
    ])
      expect(counted(paths, { ignore }), ignore.join()).toEqual(
        ignore[0] === "./build" ? ["src/build/b.js", "src/e.js"] : ["src/e.js"],
      );
    const { entersFolder } = countingOf({ include: ["*.ts"], ignore: ["build"] });
    expect(["src", "build", "src/build", "node_modules", ".git"].filter(entersFolder)).toEqual(["src"]);
  });
});

describe("the guard against loops", () => {
  const verdictsOf = (ages: ReadonlyArray<number | null>) => {
    let guard: LoopGuard = noLoop;
    return ages.map((upMs) => {
      const next = afterChange(guard, upMs);
      guard = next.guard;
      return next.verdict;
    });
  };

  it("suspends after so many changes in a row that came shortly after a start", () => {
    const verdicts = verdictsOf(Array.from({ length: quickLimit + 1 }, () => 100));
    expect(verdicts.indexOf("suspend")).toBe(quickLimit);
  });

  it("never does for changes that come later, or while nothing runs", () => {
    expect(verdictsOf(Array.from({ length: 50 }, () => quickMs))).not.toContain("suspend");
    expect(verdictsOf(Array.from({ length: 50 }, () => null))).not.toContain("suspend");
    expect(verdictsOf([1, 1, 1, 1, 1, quickMs, 1, 1, 1, 1, 1])).not.toContain("suspend");
  });
});
