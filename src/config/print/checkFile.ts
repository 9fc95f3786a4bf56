import { Schema } from "effect";
import type { CheckSpec, Expectation } from "../../domain/tree/ChildSpec.ts";
import { CheckFile } from "../language/language.ts";
import type { FileMap } from "./fileValue.ts";

/** An expectation with the keys of the file. */
export const expectationFile = ({ expects, graceMs, withinMs, failAfter }: Expectation) => ({
  ...("cron" in expects ? expects : { every: expects.everyMs }),
  grace: graceMs,
  ...(withinMs === null ? {} : { within: withinMs }),
  fail_after: failAfter,
});

/** A check as a map of the file, with all its keys. */
export const checkFile = (spec: CheckSpec): FileMap =>
  Schema.encodeSync(CheckFile)({ check: expectationFile(spec) });
