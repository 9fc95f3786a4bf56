import { asCommand, type Paths } from "../intent.ts";
import { type Verb, verbTexts } from "../verbs.ts";
import { asCurl } from "./asCurl.ts";
import type { Copyable } from "./CopyTable.tsx";

/** A command to these children for a terminal. */
export const copyable = (verb: Verb, paths: Paths): Copyable => ({
  name: verbTexts[verb].name,
  command: asCommand({ verb }, paths),
  curl: asCurl("POST /actions", { body: { verb, paths } }),
});
