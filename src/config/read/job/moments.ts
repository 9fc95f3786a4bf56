import { instantsShowing } from "../../../calendar/localTime.ts";
import { isZone, localText } from "../../../calendar/zone.ts";
import type { Instant } from "../../../domain/tree/Schedule.ts";
import type { Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { momentParts, wallTimeOf } from "../../language/fields/moments.ts";

/** Where a moment is written, and the time zone that decides if it has no offset. */
interface Place {
  readonly at: Position;
  readonly zone: string;
  readonly report: Report;
}

/** The instant of a moment; null if clocks never or twice show it, which is reported, or if the zone is unknown. */
export const instantOf = (moment: string, { at, zone, report }: Place): Instant | null => {
  const wall = wallTimeOf(moment);
  if (wall === null) return null;
  const offset = momentParts.exec(moment)?.groups?.offset;
  if (offset !== undefined) return Date.parse(`${new Date(wall).toISOString().slice(0, -1)}${offset}`);
  if (!isZone(zone)) return null;
  const [first, second] = instantsShowing(wall, zone);
  if (first === undefined)
    report.error(
      at,
      `${moment} does not exist in ${zone}: the clocks are put forward over it`,
      "write an earlier or a later time",
    );
  else if (second !== undefined)
    report.error(
      at,
      `${moment} comes twice in ${zone}: the clocks are put back over it`,
      `write ${localText(first, zone)} or ${localText(second, zone)}`,
    );
  return second === undefined ? (first ?? null) : null;
};

/** An instant as a moment of the file. */
export const momentOf = (at: Instant): string => new Date(at).toISOString().replace(".000Z", "Z");
