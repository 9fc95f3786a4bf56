import type { SampleTier } from "../domain/sample/Sample.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What is kept of a time: one row for each series and bucket. */
export type RollUpTier = Exclude<SampleTier, "raw">;
export const rollUpTiers: ReadonlyArray<RollUpTier> = ["5m", "1h", "1d"];

/** The length of the buckets, in ms. */
export const bucketOf: Readonly<Record<RollUpTier, number>> = { "5m": 5 * minute, "1h": hour, "1d": day };

/** For how long each tier is kept, in ms. */
export type SampleRetention = Readonly<Record<SampleTier, number>>;
export const customaryRetention: SampleRetention = {
  raw: 7 * day,
  "5m": 30 * day,
  "1h": 400 * day,
  "1d": Number.POSITIVE_INFINITY,
};

/** The beginning of the bucket of this length in which a time is. Buckets of all lengths begin with 1970. */
export const floorTo = (at: number, length: number): number => Math.floor(at / length) * length;

/** A table of the store, and the times that are in it, in ms: from the first up to, but not including, the second. */
export interface SampleTable {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** The table of a tier with the values of a time. What is too old goes with its table: a day, a month, or never. */
export const tableAt = (tier: SampleTier, at: number): SampleTable => {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (tier) {
    case "raw":
    case "5m": {
      const from = floorTo(at, day);
      const name = `${year}${twoDigits(month + 1)}${twoDigits(date.getUTCDate())}`;
      return { name: `${tier === "raw" ? "sample" : "roll_5m"}_${name}`, from, to: from + day };
    }
    case "1h":
      return {
        name: `roll_1h_${year}${twoDigits(month + 1)}`,
        from: Date.UTC(year, month),
        to: Date.UTC(year, month + 1),
      };
    case "1d":
      return { name: "roll_1d", from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  }
};

/** The tables of a tier with the values of a time, in order. */
export const tablesIn = (tier: SampleTier, from: number, to: number): ReadonlyArray<SampleTable> => {
  const tables: Array<SampleTable> = [];
  for (let at = from; at < to; ) {
    const table = tableAt(tier, at);
    tables.push(table);
    at = table.to;
  }
  return tables;
};

const nameOfTable = /^(?:(sample)|roll_(5m|1h))_(\d{4})(\d{2})(\d{2})?$/;

/** The tier and the times of a table with this name; null: it is not one of these, or it is kept for ever. */
export const tableNamed = (name: string): (SampleTable & { readonly tier: SampleTier }) | null => {
  const [, raw, rolled, year, month, date = "01"] = nameOfTable.exec(name) ?? [];
  if (year === undefined) return null;
  const tier = raw === undefined ? (rolled as RollUpTier) : "raw";
  return { tier, ...tableAt(tier, Date.UTC(Number(year), Number(month) - 1, Number(date))) };
};

/** Since when everything of a tier is kept. */
export const keptSince = (tier: SampleTier, now: number, kept: SampleRetention): number => {
  const oldest = now - kept[tier];
  return oldest === Number.NEGATIVE_INFINITY ? oldest : tableAt(tier, oldest).from;
};
