import type { CheckSpec } from "../../../domain/tree/ChildSpec.ts";
import { entry, type LocatedMap } from "../../diagnostics/located.ts";
import { decode } from "../../language/decode.ts";
import { inChild } from "../../language/knownKeys.ts";
import { CheckFile } from "../../language/language.ts";
import type { ReadContext } from "../readContext.ts";
import { checkOf } from "./checkOf.ts";
import { readExpectation } from "./expectation.ts";

/** A check; null if it is invalid, which is reported. */
export const readCheck = (name: string, map: LocatedMap, { report }: ReadContext): CheckSpec | null => {
  const file = decode(CheckFile, map, inChild("a check"), report);
  if (!file) return null;
  const keys = entry(map, "check");
  const expectation = readExpectation(file.check, keys?.kind === "map" ? keys : map, report);
  return expectation && checkOf(name, expectation);
};
