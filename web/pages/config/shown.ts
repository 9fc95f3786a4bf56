import type { ShownForm } from "../../form/FormColumn.tsx";
import { fromParam, toParam } from "../../paths.ts";

/** What the edit view shows of the draft: a form, or the text at a child. */
export type Shown = ShownForm | { readonly kind: "text"; readonly path: string | undefined };

/** The form that an address names. */
export const formShownBy = (form: string, under: string | undefined): ShownForm =>
  under === undefined ? { kind: "child", path: fromParam(form) } : { kind: "new", under: fromParam(under) };

/** The search parameters of what is shown. `child`: the child that the address names now. */
export const searchOf = (shown: Shown, child?: string) => {
  if (shown.kind === "new") return { form: "new", under: toParam(shown.under) };
  if (shown.kind === "child") return { form: toParam(shown.path) };
  const at = shown.path || child;
  return at === undefined ? {} : { child: at };
};
