import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  argumentLimits,
  sizeProblem,
  tooLargeForSystem,
} from "../../src/adapters/node/process/start/argumentLimits.ts";
import { needs } from "../support/needs.ts";
import { inWorld, serviceOf } from "./world.ts";

const needsLimits = needs(
  existsSync("/proc/self/limits")
    ? null
    : "how large one argument may be is known on a Linux with /proc only",
);

// R3. Cause: the system's E2BIG was taken for a failure to start that may pass, and so the child's supervisor gave up the
// tree. It named neither what is too large nor how large it may be.
describe("arguments and variables that are too large for the system only affect the child", () => {
  needsLimits("a variable of 140,000 bytes is named, with the limit, and not quoted", () =>
    inWorld(async ({ refusal }) => {
      const env = { SMALL: "x", BIG: "secret".repeat(23_334) };
      const refused = await refusal(serviceOf(["exits-with", "0"], { env }));
      expect(refused).toMatchObject({ _tag: "CannotRun", problem: "E2BIG" });
      expect(refused.message).toContain(
        "the variable BIG has 140,009 bytes, and the system takes at most 131,072 for one",
      );
      expect(refused.message).not.toContain("secret");
    }),
  );

  needsLimits("so is an argument, and a shell command line", () =>
    inWorld(async ({ refusal }) => {
      const long = "x".repeat(4_000_000);
      expect(await refusal(serviceOf(["exits-with", "0", long]))).toMatchObject({
        _tag: "CannotRun",
        message: expect.stringContaining("argument 2 of the command has 4,000,001 bytes"),
      });
      expect(await refusal(serviceOf(["waits"], { command: { shell: `: ${long}` } }))).toMatchObject({
        _tag: "CannotRun",
        message: expect.stringContaining("the command line has 4,000,003 bytes"),
      });
    }),
  );

  it("the total of many is reported, and the largest is named", () =>
    inWorld(async ({ refusal }) => {
      const piece = "x".repeat(100_000);
      const many = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`V${index}`, piece]));
      expect(await refusal(serviceOf(["waits"], { env: { ...many, LARGEST: `${piece}x` } }))).toMatchObject({
        _tag: "CannotRun",
        problem: "E2BIG",
        message: expect.stringMatching(
          /the variables of the environment have 7,[\d,]+ bytes together.*the variable LARGEST with 100,010/,
        ),
      });
      expect(await refusal(serviceOf(["waits", ...Object.values(many)]))).toMatchObject({
        _tag: "CannotRun",
        message: expect.stringMatching(/^the arguments have 7,[\d,]+ bytes together/),
      });
    }));

  needsLimits("what is just within the limits runs, including names that are invalid in a shell", () =>
    inWorld(async ({ start }) => {
      const { one, all } = argumentLimits();
      const largest = { LARGEST: "x".repeat(one - "LARGEST=".length - 1) };
      expect((await (await start(serviceOf(["exits-with", "3"], { env: largest }))).end).exit).toEqual({
        code: 3,
      });
      const count = Math.floor(all / 100_020) - 1;
      const many = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`V${index}`, "x".repeat(100_000)]),
      );
      expect((await (await start(serviceOf(["exits-with", "4"], { env: many }))).end).exit).toEqual({
        code: 4,
      });
    }),
  );

  it("so is what the system refuses because it passes through a shell as a whole", () =>
    inWorld(async ({ refusal }) => {
      const fragile = { "a.b": "x".repeat(70_000), "c.d": "x".repeat(70_000) };
      expect(await refusal(serviceOf(["exits-with", "5"], { env: fragile }))).toMatchObject({
        _tag: "CannotRun",
        problem: "E2BIG",
        message: tooLargeForSystem().message,
      });
    }));
});

it("the arguments and the environment are added up if neither is too large by itself", () => {
  const limits = { one: 1_000, all: 8_192 + 2_000 };
  const args = ["/bin/x", "a".repeat(900)];
  expect(sizeProblem(args, { A: "a".repeat(900) }, limits)).toBeNull();
  expect(sizeProblem([...args, "b".repeat(300)], { A: "a".repeat(900) }, limits)?.message).toMatch(
    /^the arguments and the environment have [\d,]+ bytes together, and the system takes at most 2,000/,
  );
  expect(sizeProblem(args, { A: "a".repeat(1_000) }, limits)?.message).toContain(
    "the variable A has 1,003 bytes",
  );
});
