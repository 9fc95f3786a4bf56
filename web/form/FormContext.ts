import { createContext, use } from "react";
import type { FormChild } from "./formChild.ts";
import type { Draft, Keys } from "./text/draft.ts";

/** A child that is being edited. */
export interface FormState {
  readonly child: FormChild;
  readonly draft: Draft;
  /** The keys of the child before the edits; null for a new child. */
  readonly saved: { readonly draft: Draft; readonly keys: Keys } | null;
  /** Change the text; returns whether the edit was possible. `about`: keys within the child. */
  readonly edit: (about: Keys, change: (text: string) => string) => boolean;
  /** The last edit if it was not possible. */
  readonly failure: { readonly about: string; readonly message: string } | null;
  /** The prefix of the ids of all fields. */
  readonly prefix: string;
}

export const FormContext = createContext<FormState | null>(null);

export const useForm = (): FormState => {
  const state = use(FormContext);
  if (state === null) throw new Error("a field is outside of a form");
  return state;
};
