import { type EditorState, type Extension, Facet, RangeSet, StateField, type Text } from "@codemirror/state";
import { GutterMarker, gutter } from "@codemirror/view";
import { lineChanges, linesOf } from "../lineDiff.ts";

/** The text that lines are compared with; null: none. */
export const reference = Facet.define<string | null, ReadonlyArray<string> | null>({
  combine: ([text = null]) => (text === null ? null : linesOf(text)),
});

class ChangeMark extends GutterMarker {
  override elementClass: string;
  constructor(name: string) {
    super();
    this.elementClass = name;
  }
}
const changed = new ChangeMark("cm-changed");
const removedAbove = new ChangeMark("cm-removed");

const marksIn = (doc: Text, before: ReadonlyArray<string> | null): RangeSet<GutterMarker> => {
  if (before === null) return RangeSet.empty;
  const marks = lineChanges(before, linesOf(doc.toString())).flatMap(({ fromB, toB }) => {
    // A removal is marked at the line after it.
    if (fromB === toB) return [removedAbove.range(doc.line(Math.min(fromB + 1, doc.lines)).from)];
    return Array.from({ length: toB - fromB }, (_, at) => changed.range(doc.line(fromB + at + 1).from));
  });
  return RangeSet.of(marks, true);
};

const marks = StateField.define<RangeSet<GutterMarker>>({
  create: (state) => marksIn(state.doc, state.facet(reference)),
  update: (known, { docChanged, state, startState }) =>
    docChanged || state.facet(reference) !== startState.facet(reference)
      ? marksIn(state.doc, state.facet(reference))
      : known,
});

/** Marks lines in the gutter that differ from the reference. */
export const changeGutter: Extension = [
  marks,
  gutter({
    class: "cm-changes",
    markers: ({ state }: { readonly state: EditorState }) => state.field(marks),
  }),
];
