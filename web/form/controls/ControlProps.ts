import type { ComponentType } from "react";
import type { Field, Form } from "../schema/fields.ts";
import type { Keys } from "../text/draft.ts";

/** A key and its position within the child. */
export interface RowProps {
  readonly field: Field;
  /** The path of the key within the child. */
  readonly keys: Keys;
}

export interface ControlProps extends RowProps {
  readonly isWrong: boolean;
  /** Renders the keys of a map. */
  readonly Row: ComponentType<RowProps>;
  /** Whether another control of the same key precedes it, which has the id of the row. */
  readonly isSecond?: boolean;
}

export const formWith = <Kind extends Form["kind"]>(field: Field, kind: Kind) =>
  field.forms.find((form): form is Extract<Form, { kind: Kind }> => form.kind === kind);
