import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import schema from "../../../../schema/sentinel.schema.json";
import type { ConfigMistake } from "../../../api/config.ts";
import { assistance } from "./assistance.ts";
import { changeGutter, reference as referenceText } from "./changes.ts";
import { nextProblem, problems, problemsIn, tellMistakes } from "./problems.ts";
import { Language, type Schema } from "./schemaAt.ts";
import { theme } from "./theme.ts";
import { typeOver } from "./typeOver.ts";
import { offsetOfChild } from "./yamlText.ts";

export interface EditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Called with the number of problems. */
  readonly onProblems: (count: number) => void;
  readonly isReadOnly: boolean;
  readonly name: string;
  /** Lines that differ from this text are marked; null: none. */
  readonly reference: string | null;
  /** The daemon's errors in the text; null: it has not answered yet. */
  readonly mistakes: ReadonlyArray<ConfigMistake> | null;
  /** The child whose declaration is shown first. */
  readonly child: string | undefined;
  /** Receives a function that goes to the next problem. */
  readonly onReady: (goToNext: () => void) => void;
}

const language = new Language(schema as Schema);

const editable = (isReadOnly: boolean): Extension => [
  EditorState.readOnly.of(isReadOnly),
  EditorView.editable.of(!isReadOnly),
];

const labelled = (name: string, isReadOnly: boolean): Extension =>
  EditorView.contentAttributes.of({
    // A read-only text gets the focus, too, so that it can be scrolled and searched by keyboard.
    tabindex: "0",
    "aria-label": isReadOnly ? `${name}, to be read only` : `${name}. Escape, then Tab leaves the editor`,
  });

const extensions: Extension = [
  changeGutter,
  lineNumbers(),
  highlightActiveLineGutter(),
  history(),
  drawSelection(),
  highlightActiveLine(),
  bracketMatching(),
  closeBrackets(),
  highlightSelectionMatches(),
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  yaml(),
  assistance(language),
  problems,
  search({ top: true }),
  theme,
  typeOver,
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...searchKeymap,
    ...historyKeymap,
    indentWithTab,
    ...defaultKeymap,
  ]),
];

/** Replace the parts that differ, so that the cursor and the undo history are kept. */
const replaceText = (view: EditorView, text: string): void => {
  const before = view.state.doc.toString();
  if (before === text) return;
  let from = 0;
  while (from < before.length && from < text.length && before[from] === text[from]) from += 1;
  let rest = 0;
  const most = Math.min(before.length, text.length) - from;
  while (rest < most && before.at(-1 - rest) === text.at(-1 - rest)) rest += 1;
  view.dispatch({
    changes: { from, to: before.length - rest, insert: text.slice(from, text.length - rest) },
  });
};

const goToChild = (view: EditorView, path: string): void => {
  const at = offsetOfChild(view.state.doc.toString(), path);
  if (at === null) return;
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
};

/** Stops key events for the editor from triggering shortcuts: the page can't see into the shadow root. */
const keepKeys = (event: KeyboardEvent): void => {
  const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isText) event.stopPropagation();
};

/**
 * CodeMirror in a shadow root, where it adopts its style sheets; in the document it would write a `<style>`, which the
 * content security policy forbids.
 */
const Editor = (props: EditorProps) => {
  const { text, isReadOnly, name, reference, mistakes, child } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const parts = useRef({
    editable: new Compartment(),
    label: new Compartment(),
    reference: new Compartment(),
  });
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const { current: now } = latest;
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: now.text,
        extensions: [
          extensions,
          parts.current.editable.of(editable(now.isReadOnly)),
          parts.current.label.of(labelled(now.name, now.isReadOnly)),
          parts.current.reference.of(referenceText.of(now.reference)),
          EditorView.updateListener.of(({ docChanged, state, startState }) => {
            const found = problemsIn(state);
            if (docChanged) latest.current.onChange(state.doc.toString());
            if (found !== problemsIn(startState)) latest.current.onProblems(found.length);
          }),
        ],
      }),
    });
    view.current = made;
    latest.current.onProblems(problemsIn(made.state).length);
    latest.current.onReady(() => nextProblem(made));
    element.addEventListener("keydown", keepKeys);
    return () => {
      element.removeEventListener("keydown", keepKeys);
      made.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    if (view.current !== null) replaceText(view.current, text);
  }, [text]);
  useEffect(() => {
    const { editable: part, label } = parts.current;
    view.current?.dispatch({
      effects: [part.reconfigure(editable(isReadOnly)), label.reconfigure(labelled(name, isReadOnly))],
    });
  }, [isReadOnly, name]);
  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.reference.reconfigure(referenceText.of(reference)) });
  }, [reference]);
  useEffect(() => {
    if (view.current !== null && mistakes !== null) tellMistakes(view.current, mistakes);
  }, [mistakes]);
  useEffect(() => {
    if (view.current !== null && child !== undefined) goToChild(view.current, child);
  }, [child]);

  return <div className="editor" ref={host} />;
};

// For React.lazy.
export default Editor;
