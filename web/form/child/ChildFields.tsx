import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { Message } from "../../ui/messages/Message.tsx";
import { FormContext } from "../FormContext.ts";
import type { Mistake } from "../mistakes.ts";
import { removeChild } from "../text/children.ts";
import type { Draft } from "../text/draft.ts";
import { EditAsText } from "./EditAsText.tsx";
import { FieldGroup } from "./FieldGroup.tsx";
import { FlawList } from "./FlawList.tsx";
import { NameAndPlace } from "./NameAndPlace.tsx";
import { OnlyInText } from "./OnlyInText.tsx";
import { Status } from "./Status.tsx";
import { useFormState } from "./useFormState.ts";
import { useRenames } from "./useRenames.ts";

export interface ChildFieldsProps {
  readonly draft: Draft;
  /** The draft that changes are shown against. */
  readonly savedDraft: Draft;
  /** The child; empty for the tree itself. */
  readonly path: ChildPath;
  /** The daemon's errors for the draft; null before its first answer. */
  readonly mistakes?: ReadonlyArray<Mistake> | null | undefined;
  readonly onChange: (text: string) => void;
  /** Called after a rename, with the new path. */
  readonly onPath?: ((path: ChildPath) => void) | undefined;
  /** Show the declaration of the child in the text. */
  readonly onEditText?: (() => void) | undefined;
}

/** The fields of a child, with its changes and errors above them. */
export const ChildFields = ({
  draft,
  savedDraft,
  path: asked,
  mistakes,
  onChange,
  onPath,
  onEditText,
}: ChildFieldsProps) => {
  const { path, savedPath, rename } = useRenames(draft, asked, (to) => onPath?.(to));
  const { state, edit, failure, undo } = useFormState({
    draft,
    saved: savedDraft,
    path,
    savedPath,
    mistakes: mistakes ?? null,
    onChange,
    onPath: rename,
  });
  const undoButton =
    undo === null ? null : (
      <button type="button" className="button" onClick={undo}>
        Undo
      </button>
    );
  if (state === null)
    return (
      <Message title={`${path || "The tree"} is not in this text.`}>
        <p>It was removed from it, comes from a file that is included, or was added by a command.</p>
        <div className="row">
          {undoButton}
          <EditAsText onEditText={onEditText} />
        </div>
      </Message>
    );
  const isRoot = path === "";
  return (
    <FormContext value={state}>
      <form
        className="child-form"
        onSubmit={(event) => event.preventDefault()}
        aria-label={`Form of ${path || "the tree"}`}
      >
        <div className="form-head">
          <Status state={state} />
          {undoButton}
          <EditAsText onEditText={onEditText} className="button ghost" />
          {isRoot ? null : (
            <button
              type="button"
              className="button danger"
              onClick={() => edit([], (text) => removeChild(text, path))}
            >
              Remove from the draft
            </button>
          )}
        </div>
        {failure === null || failure.about !== "" ? null : (
          <p className="form-error" role="alert">
            {failure.message}
          </p>
        )}
        <FlawList state={state} />
        {isRoot ? null : <NameAndPlace key={path} onRenamed={rename} />}
        {state.child.groups.map((group, at) => (
          <FieldGroup key={`${path} ${group.title}`} group={group} isFirst={at === 0} />
        ))}
        {isRoot ? <OnlyInText /> : null}
      </form>
    </FormContext>
  );
};
