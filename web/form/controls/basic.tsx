import { useForm } from "../FormContext.ts";
import { valueIn } from "../inherited.ts";
import type { ScalarForm } from "../schema/fields.ts";
import { itemsOf, shownValue, textOf } from "../shown.ts";
import { isEntries, isList, isText, string, type Value, word } from "../text/value.ts";
import { useField } from "../useField.ts";
import { type ControlProps, formWith, type RowProps } from "./ControlProps.ts";
import { FlagControl } from "./FlagControl.tsx";
import { ListControl } from "./ListControl.tsx";
import { TextControl } from "./TextControl.tsx";

/** The ids of the notes and the error that describe an input. */
const describe = (id: string, { isWrong, isSecond = false, field }: ControlProps) => ({
  id: isSecond ? `${id}-value` : id,
  isWrong,
  describedBy: isWrong ? `${id}-error ${id}-note` : `${id}-note`,
  ...(isSecond ? { label: field.label } : {}),
});

const asWritten = (form: ScalarForm, text: string): Value => (form.isString ? string(text) : word(text));

const longestPlaceholder = 24;

/** The placeholder of an empty input: the effective value, or an example. */
const usePlaceholder = ({ field, keys }: RowProps): string => {
  const { inherited } = useField(keys);
  if (inherited !== undefined) return shownValue(inherited.value);
  const isLiteral = field.byDefault !== null && !/^(the|that|all) /.test(field.byDefault);
  if (field.byDefault !== null && isLiteral && field.byDefault.length < longestPlaceholder)
    return field.byDefault.replaceAll("`", "");
  const [example] = field.examples;
  return example === undefined ? "" : `such as ${example}`;
};

/** Suggestions from the names in the file. */
const useNames = ({ field, keys }: ControlProps): ReadonlyArray<string> | undefined => {
  const { draft } = useForm();
  const map = field.key === "use" ? "templates" : keys.at(-1) === "secret" ? "secrets" : null;
  if (map === null) return undefined;
  const names = valueIn(draft, [map]);
  return isEntries(names) ? [...names.keys()] : undefined;
};

export const TypedControl = (props: ControlProps) => {
  const { field, keys } = props;
  const { id, value, set, unset } = useField(keys);
  const placeholder = usePlaceholder(props);
  const names = useNames(props);
  const form = formWith(field, "scalar");
  if (form === undefined) return null;
  return (
    <TextControl
      {...describe(id, props)}
      form={form}
      text={textOf(value)}
      placeholder={placeholder}
      {...(names === undefined ? {} : { suggestions: names })}
      onText={(text) => set(asWritten(form, text))}
      onEmpty={unset}
    />
  );
};

export const Switch = (props: ControlProps) => {
  const { field, keys } = props;
  const { id, value, was, inherited, isNew, set, unset } = useField(keys);
  const otherwise = textOf(inherited?.value) || (field.byDefault ?? "false");
  // Switched there and back, it leaves no value that the file did not have.
  const turn = (isOn: boolean): void => {
    if (!isNew && was === undefined && String(isOn) === otherwise) unset();
    else set(word(String(isOn)));
  };
  return (
    <FlagControl
      {...describe(id, props)}
      text={isText(value) ? value.text : null}
      otherwise={otherwise}
      onFlag={turn}
      onUnset={unset}
    />
  );
};

/** A list, which may be written as a single text where the schema allows it. */
export const Items = (props: ControlProps) => {
  const { field, keys } = props;
  const { id, value, set, unset } = useField(keys);
  const placeholder = usePlaceholder(props);
  const names = useNames(props);
  const form = formWith(field, "list");
  if (form === undefined) return null;
  const mayBeText = formWith(field, "scalar") !== undefined;
  const write = (items: ReadonlyArray<string>): boolean => {
    const [first] = items;
    if (first === undefined) return unset();
    const written = items.map((item) => asWritten(form.item, item));
    return set(mayBeText && items.length === 1 && !isList(value) ? asWritten(form.item, first) : written);
  };
  return (
    <ListControl
      {...describe(id, props)}
      form={form.item}
      label={field.label}
      items={itemsOf(value).map(({ text }) => text)}
      placeholder={placeholder}
      {...(names === undefined ? {} : { suggestions: names })}
      onItems={write}
    />
  );
};
