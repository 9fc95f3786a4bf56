import { formatDuration, longestDuration, parseDuration } from "../duration.ts";
import { formatSize, parseSize } from "../size.ts";
import { field, type Scalar } from "./field.ts";
import { wholeNumbers } from "./numbers.ts";

const durationPattern = "^(0|([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+)$";

const durationJson = [{ type: "string", pattern: durationPattern }, { const: 0 }];

const duration = (value: Scalar): number | null => (typeof value === "boolean" ? null : parseDuration(value));

/** Milliseconds, written with a unit. */
export const Duration = field({
  title: "duration",
  expected: "a duration with its unit, such as 500ms, 10s or 1h30m",
  parse: duration,
  print: formatDuration,
  target: wholeNumbers(0, longestDuration),
  json: durationJson,
});

export const PositiveDuration = field({
  title: "duration above 0",
  expected: "a duration above 0 with its unit, such as 60s",
  parse: (value) => duration(value) || null,
  print: formatDuration,
  target: wholeNumbers(1, longestDuration),
  json: [{ type: "string", pattern: durationPattern }],
});

/** Bytes, written with a unit. */
export const Size = field({
  title: "size",
  expected: "a size above 0 with its unit, such as 20MB or 1GiB",
  parse: (value) => (typeof value === "boolean" ? null : parseSize(value) || null),
  print: formatSize,
  target: wholeNumbers(1, Number.MAX_SAFE_INTEGER),
  json: [{ type: "string", pattern: "^\\d+(\\.\\d+)? ?([KMGTkmgt]?i?[Bb])$" }],
});
