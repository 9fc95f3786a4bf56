import type { Value } from "./Syntax.ts";

export const path: Value = { placeholder: "PATH", from: "children and root" };
/** A path of a verb that does not take the whole tree. */
export const child: Value = { placeholder: "PATH", from: "children" };
export const file: Value = { placeholder: "FILE", from: "files" };
export const folder: Value = { placeholder: "DIR", from: "folders" };
export const tree: Value = { placeholder: "NAME", from: "trees" };
export const environment: Value = { placeholder: "NAME", from: "environments" };
export const revision: Value = { placeholder: "REV", from: "revisions" };
export const signal: Value = { placeholder: "SIGNAL", from: "signals" };
export const setting: Value = { placeholder: "KEY", from: "settings" };
export const url: Value = { placeholder: "URL", from: "logins" };
export const user: Value = { placeholder: "NAME", from: "users" };
export const zone: Value = { placeholder: "ZONE", from: "zones" };
export const verb: Value = { placeholder: "VERB", from: "verbs" };

/** A value that only the person who types knows. */
export const free = (placeholder: string): Value => ({ placeholder, from: "nowhere" });

/** One of these words. */
export const oneOf = (...words: ReadonlyArray<string>): Value => ({
  placeholder: words.join("|"),
  from: words,
});
