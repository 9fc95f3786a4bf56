import type { Summary, SummaryRow } from "../../../samples/Summary.ts";
import { type RollUpTier, type SampleTable, tableAt } from "../../../samples/tiers.ts";
import type { SampleFile } from "./SampleFile.ts";

interface StoredRow extends SummaryRow {
  /** In seconds. */
  readonly t: number;
}

const columns = "t, n, sum, min, max, last, t * 1000 + last_at AS last_at";

/** The rows of a series in a table of roll-ups from a time up to another, in ms; without sketches, they are shorter. */
export const rowsOf = (
  file: SampleFile,
  { name }: SampleTable,
  series: number,
  { from, to, sketched }: { readonly from: number; readonly to: number; readonly sketched: boolean },
): Iterable<StoredRow> =>
  file
    .statement(
      `SELECT ${columns}, ${sketched ? "sketch" : "NULL AS sketch"} FROM ${name}
       WHERE series = ? AND t >= ? AND t < ? ORDER BY t, part`,
    )
    .iterate(series, from / 1000, to / 1000) as Iterable<StoredRow>;

/** Add a row to a tier. `start`: of the bucket, in ms. */
export const putRow = (
  file: SampleFile,
  tier: RollUpTier,
  start: number,
  { series, part, summary }: { readonly series: number; readonly part: number; readonly summary: Summary },
): void => {
  const table = tableAt(tier, start);
  file.ensure(table);
  const { n, sum, min, max, last, last_at, sketch } = summary.row;
  file
    .statement(
      `INSERT INTO ${table.name} (series, t, part, n, sum, min, max, last, last_at, sketch)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(series, start / 1000, part, n, sum, min, max, last, last_at - start, sketch);
};
