import { expect, it } from "vitest";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { Life } from "../process/death/notes.ts";
import { LineAccount } from "./LineAccount.ts";

const life: Life = { path: "a", run: 1, pid: 10, end: { exit: { code: 3 }, out: 2, err: 1 } };
const lines = (["out 1", "err 1", "out 2"] as const).map(
  (text, index): LogLine => ({
    seq: index + 1,
    at: "",
    path: "a",
    run: 1,
    stream: text.startsWith("err") ? "stderr" : "stdout",
    text: `1 ${text}`,
  }),
);
const wrongsOf = (heard: ReadonlyArray<LogLine>, missed = 0): ReadonlyArray<string> => {
  const account = new LineAccount();
  for (const line of heard) account.add(line);
  return account.wrongs([life], new Map([["a", missed]]));
};
const [first, second, third] = lines as [LogLine, LogLine, LogLine];

it("accepts a life in which each line was received once and in order", () => {
  expect(wrongsOf(lines)).toEqual([]);
});

it("accepts as many lost lines as the follower has said to be gone, and no more", () => {
  expect(wrongsOf([first, third], 1)).toEqual([]);
  expect(wrongsOf([third], 2)).toEqual([]);
  expect(wrongsOf([third], 1)).not.toEqual([]);
  expect(wrongsOf([first, second, second, third], 1)).not.toEqual([]);
});

it.each([
  ["was lost", [first, third]],
  ["was never heard at the end", [first, second]],
  ["was heard twice", [first, second, second, third]],
  ["was heard before another one", [first, third, second]],
  ["was numbered as if nothing had been lost", [first, second, { ...third, text: "1 out 3" }]],
  ["was printed to the other stream", [first, { ...second, stream: "stdout" } as const, third]],
  ["is of a run that never was", [first, second, { ...third, run: 2, text: "2 out 1" }]],
])("finds that a line %s", (_, heard) => {
  expect(wrongsOf(heard)).not.toEqual([]);
});
