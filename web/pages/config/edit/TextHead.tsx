import { type ReactNode, useMemo } from "react";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { lineChanges, linesOf } from "../lineDiff.ts";
import type { Reference } from "../useReference.ts";

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

interface TextHeadProps {
  readonly text: string;
  readonly reference: Reference;
  /** The number of problems; null: they are not checked. */
  readonly problems: number | null;
  /** Null if the fields show the problems. */
  readonly goToNext: (() => void) | null;
  readonly children: ReactNode;
}

/** The number of errors and of changed lines. */
export const TextHead = ({ text, reference, problems, goToNext, children }: TextHeadProps) => {
  const changed = useMemo(
    () =>
      lineChanges(linesOf(reference.text), linesOf(text)).reduce(
        (sum, { fromA, toA, fromB, toB }) => sum + Math.max(toA - fromA, toB - fromB),
        0,
      ),
    [reference.text, text],
  );
  return (
    <div className="config-head">
      <span className="row" role="status">
        {problems === null || problems === 0 ? null : <Glyph state="failed" little />}
        <b className="strong">
          {problems === null ? "Text" : problems === 0 ? "No errors" : counted(problems, "error")}
        </b>
      </span>
      <span className="dim cut">
        {changed === 0 ? `as in ${reference.name}` : `${counted(changed, "line")} changed`}
      </span>
      <span className="grow" />
      {children}
      {problems === null || problems === 0 || goToNext === null ? null : (
        <button type="button" className="button ghost tiny" onClick={goToNext}>
          Next problem <span className="key">F8</span>
        </button>
      )}
    </div>
  );
};
