import schema from "../../../schema/sentinel.schema.json";
import { fieldsOf } from "./fields.ts";
import type { JsonSchema } from "./JsonSchema.ts";

// A widening: the JSON's own type is a thousand lines.
const whole: JsonSchema & { readonly $defs: { readonly child: JsonSchema } } = schema;

/** All keys of a child, and those at the top of a file. */
export const childFields = fieldsOf(whole.$defs.child);
export const fileFields = fieldsOf(whole);
