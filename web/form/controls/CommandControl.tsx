import { useState } from "react";
import { Segment } from "../../ui/buttons/Segment.tsx";
import { itemsOf, textOf } from "../shown.ts";
import { isList, word } from "../text/value.ts";
import { useField } from "../useField.ts";
import { Items, TypedControl } from "./basic.tsx";
import type { ControlProps } from "./ControlProps.ts";
import { lineOf, wordsOf } from "./commandWords.ts";

/** A command, written as one line or as a list of arguments. */
export const CommandControl = (props: ControlProps) => {
  const { keys } = props;
  const { value, set } = useField(keys);
  const [chosen, setChosen] = useState<"line" | "words">("line");
  const shape = value === undefined ? chosen : isList(value) ? "words" : "line";
  const turn = (next: "line" | "words"): void => {
    setChosen(next);
    if (value === undefined || next === shape) return;
    const words = itemsOf(value).map(({ text }) => text);
    set(next === "line" ? word(lineOf(words)) : wordsOf(textOf(value)).map(word));
  };
  return (
    <div className="form-command">
      <Segment
        label="How the command is written"
        tiny
        options={[
          { value: "line", shown: "Line" },
          { value: "words", shown: "Words" },
        ]}
        value={shape}
        onChange={turn}
      />
      {shape === "line" ? <TypedControl {...props} /> : <Items {...props} />}
    </div>
  );
};
