import type { ComponentType } from "react";
import type { Field, Form } from "../schema/fields.ts";
import type { Keys } from "../text/draft.ts";

/** A key and where it is within the child. */
export interface RowProps {
  readonly field: Field;
  /** The keys within the child, with its own. */
  readonly keys: Keys;
}

export interface ControlProps extends RowProps {
  readonly isWrong: boolean;
  /** Shows the keys of a map. */
  readonly Row: ComponentType<RowProps>;
  /** It follows another control of the same key, which has the id of the row. */
  readonly isSecond?: boolean;
}

export const formWith = <Kind extends Form["kind"]>(field: Field, kind: Kind) =>
  field.forms.find((form): form is Extract<Form, { kind: Kind }> => form.kind === kind);
