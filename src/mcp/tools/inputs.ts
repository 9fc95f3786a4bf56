import { z } from "zod";
import { parseDuration } from "../../config/language/duration.ts";

const path = z.string().min(1).max(1_000);

/** One child. */
export const Path = path.describe(
  'The path of one child as `status` shows it, such as "web/api" or "pool#2"; its last part is enough if it is unique. "/" is the whole tree.',
);

/** Children; everything where none is named. */
export const Paths = z
  .array(path)
  .max(100)
  .optional()
  .describe(
    'Children by path ("web/api"), unique last part ("api") or glob ("web/*"). Left out: the whole tree.',
  );

/** Children that are acted on: there is no default. */
export const Targets = z
  .array(path)
  .min(1)
  .max(100)
  .describe(
    'Which children: paths ("web/api"), unique last parts ("api") or globs ("web/*"). "/" is the whole tree.',
  );

/** How many milliseconds ago, or the moment itself, in ISO 8601. */
const toMoment = (given: string): string | null => {
  const ago = parseDuration(given);
  if (ago !== null) return new Date(Date.now() - ago).toISOString();
  const at = /^\d{4}-\d\d-\d\d/.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

/** A moment: a duration ago, or a time; as ISO 8601 in UTC. */
const Moment = z.string().transform((given, context) => {
  const moment = toMoment(given);
  if (moment !== null) return moment;
  context.addIssue({
    code: "custom",
    message: `takes a duration ago such as "15m", or a time such as "2026-01-31T14:30:00Z", not "${given}"`,
  });
  return z.NEVER;
});

export const Since = Moment.optional().describe(
  'Only what is newer: a duration ago ("15m", "2h") or a time ("2026-01-31T14:30:00Z").',
);
export const Until = Moment.optional().describe(
  'Only what is older: a duration ago ("15m", "2h") or a time ("2026-01-31T14:30:00Z").',
);
