import { Schema } from "effect";
import { field, type Scalar } from "./field.ts";

/** Whole numbers in a range. Tests generate them directly instead of filtering. */
export const wholeNumbers = (least: number, most: number) =>
  Schema.Int.pipe(Schema.between(least, most)).annotations({
    arbitrary: () => (fc) => fc.integer({ min: least, max: most }),
  });

const between = (least: number, most: number) =>
  Schema.JsonNumber.pipe(Schema.between(least, most)).annotations({
    arbitrary: () => (fc) => fc.double({ min: least, max: most, noNaN: true }),
  });

/** The number of a value, which is text if it comes from a variable. */
export const numberIn = (value: Scalar): number | null =>
  typeof value === "number"
    ? value
    : typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)
      ? Number(value)
      : null;

const amount = (
  title: string,
  least: number,
  most: number,
  isWhole: boolean,
): Schema.Schema<number, Scalar> => {
  const kind = isWhole ? "a whole number" : "a number";
  const range = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
  const json = { type: isWhole ? "integer" : "number", minimum: least };
  return field({
    title,
    expected: `${kind}${range}`,
    parse: (value) => {
      const number = numberIn(value);
      const fits =
        number !== null && number >= least && number <= most && (!isWhole || Number.isInteger(number));
      return fits ? number : null;
    },
    print: (value) => value,
    target: isWhole ? wholeNumbers(least, most) : between(least, most),
    json: [
      most === Number.MAX_SAFE_INTEGER ? json : { ...json, maximum: most },
      { type: "string", pattern: "^-?[0-9.]+$" },
    ],
  });
};

export const WholeNumber = amount("whole number", 0, Number.MAX_SAFE_INTEGER, true);

export const wholeFrom = (least: number, most: number) =>
  amount(`whole number from ${least} to ${most}`, least, most, true);

export const numberFrom = (least: number, most: number) =>
  amount(`number from ${least} to ${most}`, least, most, false);
