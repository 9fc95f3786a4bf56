import { isException, type ShownState, shownStateOf, stateWordsOf } from "../../live/shownState.ts";
import { Glyph } from "./Glyph.tsx";

/** A state as a word with its shape: a chip for exceptions, plain text otherwise. */
export const StateMark = ({
  state,
  words = state,
}: {
  readonly state: ShownState;
  readonly words?: string | undefined;
}) => (
  <span className={isException(state) ? `chip s-${state}` : "state-word"}>
    <Glyph state={state} />
    {words}
  </span>
);

/** The state of a node, in the words for its kind. */
export const NodeMark = ({ node }: { readonly node: Parameters<typeof shownStateOf>[0] }) => (
  <StateMark state={shownStateOf(node)} words={stateWordsOf(node)} />
);
