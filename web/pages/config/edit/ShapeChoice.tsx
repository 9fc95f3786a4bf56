import type { ShownForm } from "../../../form/FormColumn.tsx";
import { Segment } from "../../../ui/buttons/Segment.tsx";
import type { Shown } from "../shown.ts";

const shapes = [
  { value: "text", shown: "Text" },
  { value: "form", shown: "Form" },
] as const;

interface ShapeChoiceProps {
  readonly form: ShownForm | null;
  /** The child that a form is opened for. */
  readonly child: string | undefined;
  readonly onShow: (shown: Shown) => void;
}

/** Edits the draft as text, or in a form. */
export const ShapeChoice = ({ form, child, onShow }: ShapeChoiceProps) => (
  <Segment
    label="Edit as"
    tiny
    options={shapes}
    value={form === null ? "text" : "form"}
    onChange={(shape) =>
      onShow(
        shape === "form"
          ? { kind: "child", path: child ?? "" }
          : { kind: "text", path: form?.kind === "child" ? form.path : undefined },
      )
    }
  />
);
