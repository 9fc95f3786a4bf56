import type { AnswerOf } from "../../../client/routes.ts";
import { printable } from "../../terminal/printable.ts";
import { tableLines } from "../../terminal/tableLines.ts";

/** What a command would do: a sentence, then a line for each child that it would touch. */
export const previewLines = ({
  sentence,
  touched,
}: Pick<AnswerOf<"POST /actions/preview">, "sentence" | "touched">): ReadonlyArray<string> => [
  printable(sentence),
  ...tableLines(touched.map(({ path, effect, because }) => [` ${effect}`, path || "/", because])),
];
