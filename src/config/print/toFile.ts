import { Schema } from "effect";
import type { TreeSpec } from "../../domain/tree/ChildSpec.ts";
import { kindOf } from "../kinds.ts";
import { TreeFile } from "../language/language.ts";
import type { FileValue } from "./fileValue.ts";
import { retryFile } from "./supervisedFile.ts";
import { childrenFile, type PrintChild, supervisingFile } from "./supervisorFile.ts";

/** A tree as a complete file, without defaults, templates or variables. */
export const toFile = ({ name, root, pools }: TreeSpec): FileValue => ({
  version: 1,
  ...Schema.encodeSync(TreeFile)({
    name,
    ...supervisingFile(root),
    ...retryFile(root),
    ...(pools === undefined ? {} : { pools }),
  }),
  children: childrenFile(root, printChild),
});

const printChild: PrintChild = (child) => kindOf(child).print(child, printChild);
