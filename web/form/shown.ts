import { isEntries, isList, isText, type ScalarValue, type Value } from "./text/value.ts";

/** The placeholder for a value that the daemon withholds. It keeps the current value of the variable. */
export const withheld = "(withheld)";

const secretName = /(pass(word|wd|phrase)?|secret|token|key|credential|private|auth|dsn|cookie|session)/i;

/** Whether the name of a variable suggests that it holds a secret. */
export const isSecretName = (name: string): boolean => secretName.test(name);

const longest = 36;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** A value in a few characters. */
export const shownValue = (value: Value): string => {
  if (isList(value)) return cut(`[${value.map(shownValue).join(", ")}]`);
  if (isEntries(value))
    return cut(`{ ${[...value].map(([key, inner]) => shownEntry(key, inner)).join(", ")} }`);
  return value.type === "null" ? "nothing (null)" : value.text === "" ? "empty" : cut(value.text);
};

const shownEntry = (key: string, value: Value): string =>
  isText(value) && isSecretName(key) ? `${key}: …` : `${key}: ${shownValue(value)}`;

export const textOf = (value: Value | undefined): string => (isText(value) ? value.text : "");

/** The items of a list, or a text as a list of one. */
export const itemsOf = (value: Value | undefined): ReadonlyArray<ScalarValue> =>
  isList(value) ? value.filter(isText) : isText(value) && value.type !== "null" ? [value] : [];
