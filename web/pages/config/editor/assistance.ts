import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import type { EditorState, Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip } from "@codemirror/view";
import { headOf } from "../yamlPath.ts";
import { type Place, placeAt } from "./placeAt.ts";
import type { KnownKey, Language } from "./schemaAt.ts";

const lineOf =
  ({ doc }: EditorState) =>
  (line: number): string =>
    line < doc.lines ? doc.line(line + 1).text : "";

const placeIn = (state: EditorState, position: number): Place => {
  const line = state.doc.lineAt(position);
  return placeAt(lineOf(state), line.number - 1, position - line.from);
};

/** The keys that the map has already. */
const takenAt = (state: EditorState, position: number, indent: number): ReadonlySet<string> => {
  const at = lineOf(state);
  const here = state.doc.lineAt(position).number - 1;
  const taken = new Set<string>();
  const look = (step: 1 | -1): void => {
    for (let line = here + step; line >= 0 && line < state.doc.lines; line += step) {
      const head = headOf(at(line));
      if (head === null) continue;
      if (head.indent < indent) return;
      if (head.indent === indent) taken.add(head.key);
    }
  };
  look(-1);
  look(1);
  return taken;
};

/** Insert a key: its map begins on the next line, unless it is in a flow map. */
const writeKey =
  ({ name, isMap }: KnownKey, { indent }: Place, isFlow: boolean) =>
  (view: EditorView, _: Completion, from: number, to: number): void => {
    const rest = isMap && !isFlow ? `:\n${" ".repeat(indent + 2)}` : ": ";
    const insert = view.state.sliceDoc(to, to + 1) === ":" ? name : name + rest;
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: "input.complete",
    });
    if (insert !== name) startCompletion(view);
  };

const isWord = /^[\w.-]*$/;

const complete =
  (language: Language) =>
  ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const place = placeIn(state, pos);
    const line = state.doc.lineAt(pos);
    const isEager = explicit || place.typed !== "" || place.kind === "value";
    if (!isWord.test(place.typed) || !isEager) return null;
    const from = line.from + place.from;
    if (place.kind === "value") {
      const options = language.valuesAt(place.path).map((label) => ({ label, type: "enum" }));
      return options.length === 0 ? null : { from, options, validFor: isWord };
    }
    const isFlow = /[{[]/.test(line.text.slice(0, place.from));
    const taken = isFlow ? new Set<string>() : takenAt(state, pos, place.indent);
    const options = language
      .keysAt(place.path)
      .filter(({ name }) => !taken.has(name))
      .map((key) => ({
        ...{ label: key.name, type: "property", apply: writeKey(key, place, isFlow) },
        ...(key.description === "" ? {} : { info: key.description }),
      }));
    return options.length === 0 ? null : { from, options, validFor: isWord };
  };

const wordAt = (text: string, column: number): { readonly from: number; readonly to: number } | null => {
  const before = /[\w.-]*$/.exec(text.slice(0, column))?.[0].length ?? 0;
  const after = /^[\w.-]*/.exec(text.slice(column))?.[0].length ?? 0;
  return before + after === 0 ? null : { from: column - before, to: column + after };
};

/** The description of the key under the pointer. */
const explain = (language: Language): Extension =>
  hoverTooltip(({ state }, position) => {
    const line = state.doc.lineAt(position);
    const word = wordAt(line.text, position - line.from);
    if (word === null || !/^\s*:(?:\s|$)/.test(line.text.slice(word.to))) return null;
    const { path } = placeIn(state, line.from + word.from);
    const text = language.describe([...path, line.text.slice(word.from, word.to)]);
    if (text === null) return null;
    return {
      ...{ pos: line.from + word.from, end: line.from + word.to, above: true },
      create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-meaning";
        dom.textContent = text;
        return { dom };
      },
    };
  });

/** Completion of keys and words, and their descriptions. */
export const assistance = (language: Language): Extension => [
  autocompletion({ override: [complete(language)], icons: false }),
  explain(language),
];
