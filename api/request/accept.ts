import type { Alternative } from "../contract/route.ts";

/** The form of an answer: the declared one, or one of the route's alternatives. */
export type AnswerType = "declared" | Alternative;

/** The media types of a header `accept`, the most wanted first. */
export const mediaTypesIn = (accept: string): ReadonlyArray<string> =>
  accept
    .split(",")
    .map((part) => {
      const [type = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return { type, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ type }) => type);

const declared: ReadonlyArray<string> = ["*/*", "application/*", "application/json"];

/** The form that a request asks for; whatever else it asks for, the declared one. */
export const acceptedType = (accept: string | null, alternatives: ReadonlyArray<Alternative>): AnswerType => {
  if (accept === null || alternatives.length === 0) return "declared";
  for (const type of mediaTypesIn(accept)) {
    const alternative = alternatives.find((one) => one === type);
    if (alternative !== undefined) return alternative;
    if (declared.includes(type)) return "declared";
  }
  return "declared";
};
