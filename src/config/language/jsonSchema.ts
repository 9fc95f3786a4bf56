import { JSONSchema } from "effect";
import { DocumentFile } from "./document.ts";

/** The JSON Schema of `sentinel.yaml`, as text: what `sentinel config schema` prints and editors read. */
export const jsonSchemaText = (): string =>
  `${JSON.stringify({ title: "sentinel.yaml", ...JSONSchema.make(DocumentFile) }, null, 2)}\n`;
