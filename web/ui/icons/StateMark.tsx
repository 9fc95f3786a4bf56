import { isException, type ShownState } from "../../live/shownState.ts";
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
