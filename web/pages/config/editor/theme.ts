import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--term-blue)" },
  { tag: [tags.string, tags.content, tags.special(tags.string)], color: "var(--term-green)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--faint)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword, tags.meta], color: "var(--term-cyan)" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--dim)" },
]);

/** YAML's grammar treats every plain scalar alike; numbers, durations, sizes and booleans are distinguished here. */
const figures = new MatchDecorator({
  regexp: /(?<=(?:[:,[]|- ) *)(?:\d[\w.%]*|true|false|null)(?= *(?:[,}\]]|#|$))/g,
  decoration: Decoration.mark({ class: "cm-figure" }),
});
const figureMarks = ViewPlugin.fromClass(
  class {
    decorations;
    constructor(view: EditorView) {
      this.decorations = figures.createDeco(view);
    }
    update(update: ViewUpdate): void {
      this.decorations = figures.updateDeco(update, this.decorations);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

const layout = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)" },
  // In an editable text, the cursor shows the focus.
  "&.cm-focused": { outline: "none" },
  "&.cm-focused:has(.cm-content[contenteditable=false])": {
    outline: "var(--focus) solid var(--accent)",
    outlineOffset: "-2px",
  },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    fontSize: "var(--fs-12)",
    lineHeight: "20px",
    letterSpacing: "-0.01em",
    overflow: "auto",
  },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 20px 0 0" },
  ".cm-gutters": { border: "0", color: "var(--faint)", backgroundColor: "var(--surface)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "52px", padding: "0 16px 0 4px" },
  ".cm-changes": { width: "3px", minWidth: "3px" },
  ".cm-changes .cm-changed": { backgroundColor: "var(--accent)" },
  ".cm-changes .cm-removed": { borderTop: "3px solid var(--st-failed)", boxSizing: "border-box" },
  ".cm-activeLine, .cm-activeLineGutter": {
    color: "inherit",
    backgroundColor: "color-mix(in oklab, var(--ink) 4%, transparent)",
  },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--accent) 28%, transparent)",
  },
  ".cm-figure, .cm-figure *": { color: "var(--term-magenta)" },
  ".cm-matchingBracket": { outline: "1px solid var(--ctl)", backgroundColor: "transparent" },
  ".cm-problem": {
    textDecoration: "underline wavy var(--st-failed) 1.25px",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  // No margins: the gutter is laid out by the heights of boxes. It stays where it is while lines are scrolled sideways.
  ".cm-problem-place": {
    position: "sticky",
    left: "var(--gutter)",
    width: "min(680px, 100cqi - var(--gutter) - 20px)",
    padding: "2px 0 4px",
  },
  ".cm-problem-box": {
    display: "flex",
    gap: "10px",
    alignItems: "flex-start",
    padding: "8px 12px",
    border: "1px solid color-mix(in oklab, var(--st-failed) 45%, var(--line))",
    borderRadius: "var(--r-ctl)",
    backgroundColor: "color-mix(in oklab, var(--st-failed) 7%, var(--surface))",
    font: "var(--w-text) var(--fs-13) / 20px var(--sans)",
    letterSpacing: "0",
    whiteSpace: "normal",
  },
  ".cm-problem-words": { flex: "1", minWidth: "0", overflowWrap: "anywhere" },
  ".cm-problem-words p": { margin: "0" },
  ".cm-problem-hint": { color: "var(--dim)" },
  ".cm-problem-fix": {
    minHeight: "28px",
    padding: "0 10px",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--r-ctl)",
    background: "var(--surface)",
    color: "var(--ink)",
    font: "inherit",
    cursor: "pointer",
  },
  ".cm-problem-fix:hover": { background: "var(--raised)" },
  ".cm-problem-fix:focus-visible": { outline: "var(--focus) solid var(--accent)", outlineOffset: "2px" },
  ".cm-tooltip": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--r-ctl)",
    backgroundColor: "var(--overlay)",
    color: "var(--ink)",
    boxShadow: "var(--shadow-1)",
  },
  ".cm-tooltip.cm-completionInfo": { padding: "6px 10px" },
  ".cm-meaning, .cm-completionInfo": {
    maxWidth: "420px",
    padding: "6px 10px",
    font: "var(--w-text) var(--fs-12) / 18px var(--sans)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "260px", fontFamily: "var(--mono)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 10px", lineHeight: "20px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--ink)",
    backgroundColor: "color-mix(in oklab, var(--accent) 18%, var(--overlay))",
  },
  ".cm-completionMatchedText": { color: "var(--accent)", textDecoration: "none" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--raised)", borderColor: "var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 8px", font: "var(--w-text) var(--fs-12) / 20px var(--sans)" },
  ".cm-panel.cm-search :is(label, input, button)": { fontSize: "var(--fs-12)" },
  ".cm-textfield": { border: "1px solid var(--ctl)", backgroundColor: "var(--surface)", color: "var(--ink)" },
  ".cm-button": {
    border: "1px solid var(--line-strong)",
    background: "var(--surface)",
    backgroundImage: "none",
    color: "var(--ink)",
  },
  ".cm-searchMatch": { color: "var(--mark-ink)", backgroundColor: "var(--mark)" },
});

/** The editor in the colours of the page, in any theme. */
export const theme: Extension = [layout, syntaxHighlighting(highlight), figureMarks];
