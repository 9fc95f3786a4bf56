import { useState } from "react";
import type { Form } from "../schema/fields.ts";
import { shownValue } from "../shown.ts";
import { isEntries, isList, isText, word } from "../text/value.ts";
import { useField } from "../useField.ts";
import { Items, TypedControl } from "./basic.tsx";
import { type ControlProps, formWith } from "./ControlProps.ts";
import { MapControl } from "./MapControl.tsx";

type Shape = "scalar" | "list" | "map";
const isShape = (text: string): text is Shape => text === "scalar" || text === "list" || text === "map";

/** The literal words among the alternatives of a value. */
const wordsIn = (forms: ReadonlyArray<Form>): ReadonlyArray<string> =>
  forms.flatMap((form) =>
    form.kind === "choice" ? form.options : form.kind === "flag" ? ["true", "false"] : [],
  );

const article = (type: string): string => (/^[aeiou]/.test(type) ? "an" : "a");

/** A choice of words, or a value of another type, such as a duration, a list or a map. */
export const AlternativesControl = (props: ControlProps) => {
  const { field, keys, isWrong } = props;
  const { id, value, inherited, set, unset } = useField(keys);
  const [wanted, setWanted] = useState<Shape | null>(null);
  const words = wordsIn(field.forms);
  const typed = formWith(field, "scalar");
  const hasList = formWith(field, "list") !== undefined;
  const hasMap = formWith(field, "map") !== undefined;
  const text = isText(value) ? value.text : null;
  const shape: Shape | null = isList(value)
    ? "list"
    : isEntries(value)
      ? "map"
      : text !== null && !words.includes(text) && typed !== undefined
        ? "scalar"
        : value === undefined
          ? wanted
          : null;
  const chosen = shape ?? text ?? "";
  const choose = (next: string): void => {
    setWanted(isShape(next) ? next : null);
    if (isShape(next) || next === "") {
      if (value !== undefined) unset();
    } else set(word(next));
  };
  const otherwise =
    inherited !== undefined
      ? `${shownValue(inherited.value)} (from ${inherited.from})`
      : `${field.byDefault?.replaceAll("`", "") ?? "not set"}${field.byDefault === null ? "" : " (default)"}`;
  return (
    <div className="form-alternatives">
      <div className="field form-select">
        <select
          id={id}
          value={chosen}
          data-unset={chosen === ""}
          aria-describedby={isWrong ? `${id}-error ${id}-note` : `${id}-note`}
          aria-invalid={isWrong}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{otherwise}</option>
          {words.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
          {text === null || shape !== null || words.includes(text) ? null : (
            <option value={text}>{text}</option>
          )}
          {typed === undefined ? null : (
            <option value="scalar">
              {typed.type === "text"
                ? "a name …"
                : `${article(typed.type)} ${typed.type.replace(/ above 0$/, "")} …`}
            </option>
          )}
          {hasList ? <option value="list">a list …</option> : null}
          {hasMap ? <option value="map">settings …</option> : null}
        </select>
      </div>
      {shape === "scalar" ? <TypedControl {...props} isSecond /> : null}
      {shape === "list" ? <Items {...props} isSecond /> : null}
      {shape === "map" ? <MapControl {...props} /> : null}
    </div>
  );
};
