import { Shared } from "../store/Shared.ts";
import { useShared } from "../store/useShared.ts";

/** A setting of this browser. */
export interface Choice<Value extends string> {
  readonly values: ReadonlyArray<Value>;
  /** Apply it and store it. */
  readonly choose: (value: Value) => void;
  readonly now: () => Value;
  readonly use: () => Value;
}

/**
 * A choice that is stored under `key`; the first value is the default, also in a browser that stores nothing for pages.
 * `show` is called with the current value, and with each new one.
 */
export const makeChoice = <Value extends string>(
  key: string,
  values: readonly [Value, ...ReadonlyArray<Value>],
  show: (value: Value) => void = () => undefined,
): Choice<Value> => {
  const stored = (): Value => {
    try {
      const text = localStorage.getItem(key);
      return values.find((value) => value === text) ?? values[0];
    } catch {
      return values[0];
    }
  };
  const current = new Shared(stored());
  const set = (value: Value): void => {
    show(value);
    current.set(value);
  };
  show(current.value);
  // It was changed in another tab.
  window.addEventListener("storage", (event) => {
    if (event.key === key) set(stored());
  });
  return {
    values,
    choose: (value) => {
      set(value);
      try {
        if (value === values[0]) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        // It holds until the page is closed.
      }
    },
    now: () => current.value,
    use: () => useShared(current),
  };
};

/** Applies a setting to the style sheets as `data-NAME` of the document; the first value sets none. */
export const asAttribute =
  (name: string, usual: string) =>
  (value: string): void => {
    if (value === usual) delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
  };
