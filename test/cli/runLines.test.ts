import { expect, it } from "vitest";
import { runLines } from "../../src/cli/view/lines/runLines.ts";
import type { Run } from "../../src/domain/Run.ts";

const run: Run = {
  ...{
    id: "web/api#1@17",
    path: "web/api#1",
    run: 17,
    trigger: "restart",
    scheduled_for: null,
    attempt: null,
  },
  ...{ started_at: "2026-01-31T12:00:00.000Z", ended_at: "2026-01-31T12:03:20.000Z", outcome: "failed" },
  ...{ reason: "exit code 1", code: 1, signal: null, by: "system", output: null },
};

it("shows the runs as a table: of a running one how long it has run, of an unobserved one what is known", () => {
  const running: Run = { ...run, id: "db@2", outcome: "running", ended_at: null, reason: "started by hand" };
  const lost: Run = { ...run, id: "db@1", outcome: "lost", ended_at: null, started_at: null, reason: "gone" };
  const lines = runLines([running, run, lost], new Date("2026-01-31T13:00:00.000Z"));
  expect(lines.map((line) => line.replace(/ \d\d:\d\d:\d\d /, " TIME ").replaceAll(/ +/g, " "))).toEqual([
    "run outcome started took trigger by why",
    "db@2 running TIME 1h restart system started by hand",
    "web/api#1@17 failed TIME 3m restart system exit code 1",
    "db@1 lost – – restart system gone",
  ]);
  const backup: Run = {
    ...run,
    id: "backup#1@4",
    trigger: "schedule",
    scheduled_for: "2026-01-31T12:00:00.000Z",
  };
  const [header = "", scheduled = ""] = runLines([backup, run], new Date("2026-01-31T13:00:00.000Z"));
  expect(header).toMatch(/trigger +for +by/);
  expect(scheduled).toMatch(/schedule +\d\d:\d\d:\d\d +system/);
  expect(runLines([], new Date())).toEqual(["no runs"]);
});
