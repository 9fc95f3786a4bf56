import { type Aggregation, aggregations } from "../../../src/domain/sample/aggregations.ts";
import { checked, moment, oneOf, text } from "../../routes/search.ts";

/** How far back from now the page shows, in ms. */
export const ranges = {
  "1h": 3_600_000,
  "6h": 6 * 3_600_000,
  "24h": 24 * 3_600_000,
  "7d": 7 * 24 * 3_600_000,
  "30d": 30 * 24 * 3_600_000,
} as const;
export type Range = keyof typeof ranges;

const rangeNames = Object.keys(ranges) as ReadonlyArray<Range>;

/** What the page shows without a range in its address. */
export const usualRange: Range = "1h";

type Untyped = Readonly<Record<string, unknown>>;

/**
 * The search parameters of the Metrics page. `path`: a child or group; `range`: back from now, or `from` and `to` (ISO 8601);
 * `lines`: `together` for one of all children; `agg`: what is calculated, as `METRIC:WORD,METRIC:WORD`; `compare`: `before`
 * with the same time before; `at`: the moment whose values are shown, in ms since 1970.
 */
export const metricsAddress = ({ path, range, from, to, lines, agg, compare, at }: Untyped) =>
  checked({
    path: text(path),
    range: oneOf(range, rangeNames),
    from: text(from),
    to: text(to),
    lines: oneOf(lines, ["together"]),
    agg: text(agg),
    compare: oneOf(compare, ["before"]),
    at: moment(at),
  });
export type MetricsAddress = ReturnType<typeof metricsAddress>;

/** What is calculated of each metric, where it is not the usual. */
type Chosen = ReadonlyMap<string, Aggregation>;

export const chosenIn = ({ agg = "" }: MetricsAddress): Chosen =>
  new Map(
    agg.split(",").flatMap((one): ReadonlyArray<readonly [string, Aggregation]> => {
      const [metric = "", word] = one.split(":");
      const found = aggregations.find((each) => each === word);
      return found === undefined ? [] : [[metric, found]];
    }),
  );

/** The parameter after a choice. */
export const withChosen = (chosen: Chosen, metric: string, agg: Aggregation): string =>
  [...new Map(chosen).set(metric, agg)].map((one) => one.join(":")).join(",");
