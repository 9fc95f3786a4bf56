// docs/schedules.md: its tables say what the code does.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isProblem } from "../../src/calendar/CalendarProblem.ts";
import { parseCron } from "../../src/calendar/cron.ts";
import type { Instants } from "../../src/calendar/Instants.ts";
import { nicknames } from "../../src/calendar/nicknames.ts";
import { preview } from "../../src/calendar/preview.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/schedules.md"), "utf8");

/** The cells of the rows of a table under this heading. */
const tableUnder = (heading: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
  const head = rows.findIndex((cells) => cells[1] === heading);
  const end = rows.findIndex((cells, index) => index > head && cells.length === 1);
  return rows.slice(head + 2, end).map((cells) => cells.slice(1, -1));
};

const cron = (expression: string, zone: string): Instants => {
  const instants = parseCron(expression, zone);
  if (isProblem(instants)) throw new Error(instants.message);
  return instants;
};

describe("the page about schedules", () => {
  const changes = tableUnder("Expression");

  it("has examples of changes of the clocks", () => expect(changes.length).toBeGreaterThan(8));

  it.each(changes)("%s in %s on %s runs at %s", (expression = "", zone = "", day = "", times = "") => {
    const items = preview(cron(expression, zone), zone, Date.parse(day) - 15 * 3_600_000, 100);
    const ofDay = items.flatMap(({ local }) =>
      local.startsWith(day) ? [local.slice(11).replace(/:00(?=[+-])/, "")] : [],
    );
    expect(ofDay.join(", ") || "never").toBe(times);
  });

  it("has all nicknames", () => {
    const documented = tableUnder("Nickname").flatMap(([names = "", expression = ""]) =>
      names.split(", ").map((name) => [name, expression]),
    );
    expect(Object.fromEntries(documented)).toEqual(nicknames);
  });
});
