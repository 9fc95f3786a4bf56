import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Row } from "../../src/cli/doctor/Finding.ts";
import { rows } from "../../src/cli/doctor/rows.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/doctor.md"), "utf8");

/** The rows of the tables of the page, as cells; the first two lines of a table are its head. */
const tableRows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const fixOf = ({ fix }: Row): string => ("does" in fix ? fix.does : `nothing: ${fix.leaves}`);

const cellsOf = ([id, row]: readonly [string, Row]): ReadonlyArray<string> => [
  ...[`\`${id}\``, row.title, row.worst === "ok" ? "–" : row.worst, row.finds, row.remedy, fixOf(row)],
];

it("docs/doctor.md has every check, with the remedy that is shown and what --fix does, in the order of the report", () => {
  expect(tableRows).toEqual(Object.entries(rows).map(cellsOf));
});

it("docs/doctor.md has a section for each subject", () => {
  const subjects = [...new Set(Object.values(rows).map(({ subject }) => subject))];
  const headings = page.match(/^## (.*)$/gm)?.map((line) => line.slice(3).toLowerCase()) ?? [];
  for (const subject of subjects) expect(headings).toContain(subject);
});
