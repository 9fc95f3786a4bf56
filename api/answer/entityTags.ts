/** What an answer is recognised by, as the header `etag` has it. `of`: texts without quotes or blanks. */
export const entityTag = (...of: ReadonlyArray<string | number>): string => `"${of.join("-")}"`;

/** The headers of an answer that may be kept, if only to ask whether it is still good. */
export const taggedBy = (etag: string, caching = "private, no-cache"): Readonly<Record<string, string>> => ({
  etag,
  "cache-control": caching,
});

/** The entity tags of a header such as `if-match`, without their quotes; `*` is itself. */
export const tagsIn = (header: string): ReadonlyArray<string> =>
  header.split(",").map((tag) =>
    tag
      .trim()
      // A proxy that compresses makes a tag weak.
      .replace(/^W\//, "")
      .replace(/^"|"$/g, ""),
  );

/** Whether a client has this answer already, by its header `if-none-match`. */
export const isKnown = (header: string | undefined, etag: string | undefined): boolean => {
  if (header === undefined || etag === undefined) return false;
  const tags = tagsIn(header);
  return tags.includes("*") || tags.includes(etag.slice(1, -1));
};
