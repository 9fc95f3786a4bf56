/** The lines of text in the box of a state: its notes, the lines that are drawn as words, and its inner timers. */
import type { BoxText } from "../../../src/domain/view/ChartLayout.ts";
import { clockWidth } from "../bundle.ts";
import type { DrawnState, DrawnTransition } from "../extract.ts";
import type { SortedTransitions } from "../sort.ts";
import { textWidth } from "../textWidth.ts";

/** A text before it has a place. */
export type UnplacedText = Omit<BoxText, "x" | "y" | "anchor">;

const indexes = (transitions: ReadonlyArray<DrawnTransition>): ReadonlyArray<number> =>
  transitions.map(({ index }) => index);

const noted = (event: string): string => `${event} noted`;

/** Several events are counted, because a line of their names would be too long; there is room for the name of one. */
const noteOf = (notes: ReadonlyArray<DrawnTransition>): ReadonlyArray<UnplacedText> => {
  const events = [...new Set(notes.map(({ event }) => event))];
  const [first] = events;
  if (first === undefined) return [];
  if (events.length === 1) {
    const text = noted(first);
    return [{ kind: "note", text, w: textWidth(text, undefined, "bold"), t: indexes(notes) }];
  }
  const w = Math.max(...events.map((event) => textWidth(event, undefined, "bold")));
  return [{ kind: "note", text: `${events.length} events noted`, events, w, t: indexes(notes) }];
};

/** The name of a target: the outermost state, whose box shows the rest, or a sibling. */
const nameOf = (id: string | null): string => id?.slice(id.lastIndexOf(".") + 1) ?? "";

const stubsOf = (stubs: ReadonlyArray<DrawnTransition>): ReadonlyArray<UnplacedText> => {
  const lines = new Map<string, ReadonlyArray<DrawnTransition>>();
  for (const stub of stubs) {
    const key = `${stub.event} → ${stub.drawnTo}`;
    lines.set(key, [...(lines.get(key) ?? []), stub]);
  }
  return [...lines].map(([, group]) => stubOf(group));
};

const stubOf = (group: ReadonlyArray<DrawnTransition>): UnplacedText => {
  const [first] = group;
  const text = `${first?.delay ?? first?.event} → ${nameOf(first?.drawnTo ?? null)}`;
  const w = textWidth(text);
  const t = indexes(group);
  return first?.kind === "after"
    ? { kind: "timer", text, w: w + clockWidth, t }
    : { kind: "stub", text, w, t };
};

/** A timer between substates that are not drawn still needs a place for its countdown. */
const timersOf = (
  inner: ReadonlyArray<DrawnTransition>,
  stubs: ReadonlyArray<DrawnTransition>,
): ReadonlyArray<UnplacedText> =>
  inner
    .filter(({ kind, event }) => kind === "after" && !stubs.some((stub) => stub.event === event))
    .map((timer) => {
      const text = timer.delay ?? timer.event;
      return { kind: "timer", text, w: clockWidth + textWidth("88 s of 88 s"), t: [timer.index] };
    });

/** The lines of text in a state's box, from top to bottom. */
export const textsOf = (sorted: SortedTransitions, { path }: DrawnState): ReadonlyArray<UnplacedText> => {
  const of = (kind: ReadonlyMap<string, ReadonlyArray<DrawnTransition>>) => kind.get(path) ?? [];
  return [
    ...noteOf(of(sorted.notes)),
    ...stubsOf(of(sorted.stubs)),
    ...timersOf(of(sorted.inner), of(sorted.stubs)),
  ];
};
