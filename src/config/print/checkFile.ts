import { Schema } from "effect";
import type { CheckSpec } from "../../domain/tree/ChildSpec.ts";
import { CheckFile } from "../language/language.ts";
import type { FileMap } from "./fileValue.ts";

/** A check as a map of the file, with all its keys. */
export const checkFile = ({ expects, graceMs, withinMs, failAfter }: CheckSpec): FileMap =>
  Schema.encodeSync(CheckFile)({
    check: {
      ...("cron" in expects ? expects : { every: expects.everyMs }),
      grace: graceMs,
      ...(withinMs === null ? {} : { within: withinMs }),
      fail_after: failAfter,
    },
  });
