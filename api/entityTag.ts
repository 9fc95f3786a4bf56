import { Reply } from "./Reply.ts";
import { Written } from "./written.ts";

/** Whether a header `if-none-match` names this tag; weak or not, since bytes are compared by nobody here. */
const isNamed = (header: string | null, tag: string): boolean =>
  (header ?? "")
    .split(",")
    .map((one) => one.trim().replace(/^W\//, ""))
    .some((one) => one === "*" || one === `"${tag}"`);

/**
 * An answer with an entity tag; without content if the client has the same already, by its header `if-none-match`.
 * `caching`: as in the header `cache-control`.
 */
export const tagged = <Answer>(
  answer: Answer,
  tag: string,
  ifNoneMatch: string | null,
  caching = "private, no-cache",
): Reply<Answer | Written> => {
  const headers = { etag: `"${tag}"`, "cache-control": caching };
  return isNamed(ifNoneMatch, tag)
    ? new Reply(new Written(""), { status: 304, headers })
    : new Reply(answer, { headers });
};
