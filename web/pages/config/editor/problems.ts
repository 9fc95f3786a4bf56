import { type EditorState, type Extension, StateEffect, StateField, type Text } from "@codemirror/state";
import { type Command, Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { ConfigMistake } from "../../../api/config.ts";
import { syntaxMistakes } from "./yamlText.ts";

/** An error in the text. */
interface Problem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint: string | null;
  /** The replacement for the text from `from` to `to`; null: no fix is known. */
  readonly fix: string | null;
}

/** More boxes than this would hide the text. */
const mostBoxes = 12;

/** The daemon's answer about this text. `null`: none yet, and the browser's own check is shown. */
const told = StateEffect.define<ReadonlyArray<Problem>>();

const fixIn = (hint: string | null): string | null =>
  /did you mean "([^"]+)"\?/.exec(hint ?? "")?.[1] ?? null;

const tokenPattern = /^(?:"[^"]*"|'[^']*'|[^\s:,[\]{}#]+)/;

/** The position of a daemon's error in the text: lines and columns count from 1. */
const problemOf = (doc: Text, { line, column, message, hint }: ConfigMistake): Problem => {
  const { from: start, to: end, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(start + Math.max(column, 1) - 1, end);
  const token = tokenPattern.exec(text.slice(from - start))?.[0] ?? "";
  const fix = token !== "" && message.includes(`"${token}"`) ? fixIn(hint ?? message) : null;
  return { from, to: Math.min(from + Math.max(token.length, 1), end), message, hint, fix };
};

interface Found {
  readonly problems: ReadonlyArray<Problem>;
  readonly decorations: DecorationSet;
}

const decorationsOf = (doc: Text, problems: ReadonlyArray<Problem>): DecorationSet =>
  Decoration.set(
    problems.flatMap((problem, at) => [
      // An empty range can't be underlined.
      ...(problem.from < problem.to
        ? [Decoration.mark({ class: "cm-problem" }).range(problem.from, problem.to)]
        : []),
      ...(at < mostBoxes
        ? [
            Decoration.widget({ widget: new ProblemBox(problem), block: true, side: 1 }).range(
              doc.lineAt(problem.from).to,
            ),
          ]
        : []),
    ]),
    true,
  );

const found = (doc: Text, problems: ReadonlyArray<Problem>): Found => ({
  problems,
  decorations: decorationsOf(doc, problems),
});

const syntaxProblems = (doc: Text): ReadonlyArray<Problem> =>
  syntaxMistakes(doc.toString()).map((mistake) => ({ ...mistake, hint: null, fix: null }));

/** The errors: invalid YAML at once, the daemon's errors later; these move with the text until the next answer. */
const field = StateField.define<Found>({
  create: ({ doc }) => found(doc, syntaxProblems(doc)),
  update: (known, { docChanged, changes, effects, state: { doc } }) => {
    for (const effect of effects) if (effect.is(told)) return found(doc, effect.value);
    if (!docChanged) return known;
    const syntax = syntaxProblems(doc);
    if (syntax.length > 0) return found(doc, syntax);
    const moved = known.problems.map((problem) => ({
      ...problem,
      from: changes.mapPos(problem.from, 1),
      to: changes.mapPos(problem.to, -1),
    }));
    return found(
      doc,
      moved.filter(({ from, to }) => from < to),
    );
  },
  provide: (one) => EditorView.decorations.from(one, ({ decorations }) => decorations),
});

export const problemsIn = (state: EditorState): ReadonlyArray<Problem> => state.field(field).problems;

/** Show the daemon's errors in the current text. */
export const tellMistakes = (view: EditorView, mistakes: ReadonlyArray<ConfigMistake>): void => {
  const { doc } = view.state;
  const problems = mistakes
    .map((mistake) => problemOf(doc, mistake))
    .sort((one, other) => one.from - other.from);
  view.dispatch({ effects: told.of(problems) });
};

/** Go to the next problem after the cursor, wrapping around. */
export const nextProblem: Command = (view) => {
  const problems = problemsIn(view.state);
  const { head } = view.state.selection.main;
  const next = problems.find(({ from }) => from > head) ?? problems[0];
  if (next === undefined) return false;
  view.dispatch({
    selection: { anchor: next.from },
    effects: EditorView.scrollIntoView(next.from, { y: "center" }),
  });
  view.focus();
  return true;
};

const element = (name: string, className: string, text = ""): HTMLElement => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

/** A problem in words under its line, with its fix. */
class ProblemBox extends WidgetType {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super();
    this.problem = problem;
  }

  override eq({ problem }: ProblemBox): boolean {
    const { message, hint, fix } = this.problem;
    return message === problem.message && hint === problem.hint && fix === problem.fix;
  }

  override toDOM(view: EditorView): HTMLElement {
    const { message, hint, fix } = this.problem;
    const place = element("div", "cm-problem-place");
    const box = place.appendChild(element("div", "cm-problem-box"));
    const words = box.appendChild(element("div", "cm-problem-words"));
    words.appendChild(element("p", "", message));
    if (hint !== null) words.appendChild(element("p", "cm-problem-hint", hint));
    if (fix !== null && !view.state.readOnly) {
      const button = box.appendChild(element("button", "cm-problem-fix", "Fix"));
      button.setAttribute("type", "button");
      button.title = `Write ${fix}`;
      button.addEventListener("click", () => mend(view, place, fix));
    }
    return place;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** The widget may have moved since it was drawn: it fixes the problem that is at its position now. */
const mend = (view: EditorView, box: HTMLElement, fix: string): void => {
  const line = view.state.doc.lineAt(view.posAtDOM(box));
  const problem = problemsIn(view.state).find(
    (one) => one.fix === fix && one.from >= line.from && one.from <= line.to,
  );
  if (problem === undefined) return;
  view.dispatch({
    changes: { from: problem.from, to: problem.to, insert: fix },
    selection: { anchor: problem.from + fix.length },
    userEvent: "input.fix",
  });
  view.focus();
};

export const problems: Extension = field;
