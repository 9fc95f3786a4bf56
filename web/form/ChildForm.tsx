import { useState } from "react";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { Message } from "../ui/Message.tsx";
import "./form.css";
import { FieldRow } from "./FieldRow.tsx";
import { FormContext, type FormState, fieldId, useFormState } from "./FormContext.tsx";
import type { FormChild } from "./formChild.ts";
import { valueIn } from "./inherited.ts";
import { Marked } from "./Marked.tsx";
import type { Mistake } from "./mistakes.ts";
import { NameAndPlace } from "./NameAndPlace.tsx";
import type { Flaw } from "./schema/check.ts";
import type { Group } from "./schema/groups.ts";
import { textOnly } from "./schema/groups.ts";
import { fileFields } from "./schema/language.ts";
import { keysOfChild, removeChild } from "./text/children.ts";
import { CannotEdit, type Draft, nodeAt, parseDraft } from "./text/draft.ts";
import { isSame } from "./text/value.ts";

interface ChildFormProps {
  /** The draft: the text of the tree's file. */
  readonly text: string;
  /** The child; empty for the tree itself. */
  readonly path: ChildPath;
  /** The text that changes are shown against; by default the text at the time the form was opened. */
  readonly saved?: string | undefined;
  /** The daemon's errors for this text; null before its first answer. */
  readonly mistakes?: ReadonlyArray<Mistake> | null | undefined;
  readonly onChange: (text: string) => void;
  /** Called after a rename, with the new path. */
  readonly onPath?: ((path: ChildPath) => void) | undefined;
  /** Show the declaration of the child in the text. */
  readonly onEditText?: (() => void) | undefined;
}

/** A form for one child of the draft, generated from the schema. It edits the text and keeps its comments. */
export const ChildForm = (props: ChildFormProps) => {
  const [first] = useState(props.text);
  const draft = draftOf(props.text);
  const saved = draftOf(props.saved ?? first);
  if (typeof draft === "string")
    return (
      <Message title="The form can't read this text.">
        <p>{draft}</p>
        <EditText onEditText={props.onEditText} />
      </Message>
    );
  return <Fields {...props} draft={draft} savedDraft={typeof saved === "string" ? draft : saved} />;
};

const draftOf = (text: string): Draft | string => {
  try {
    return parseDraft(text);
  } catch (error) {
    if (error instanceof CannotEdit) return error.message;
    throw error;
  }
};

const EditText = ({ onEditText }: Pick<ChildFormProps, "onEditText">) =>
  onEditText === undefined ? null : (
    <button type="button" className="button" onClick={onEditText}>
      Edit as text
    </button>
  );

interface FieldsProps extends ChildFormProps {
  readonly draft: Draft;
  readonly savedDraft: Draft;
}

interface Rename {
  readonly from: ChildPath;
  readonly to: ChildPath;
  /** The path that it had in the saved text. */
  readonly savedPath: ChildPath;
}

/** A renamed child has its new path before the address of the page has it. */
const currentPath = (draft: Draft, asked: ChildPath, renames: ReadonlyArray<Rename>): ChildPath => {
  const last = renames.at(-1);
  const isBehind = last?.from === asked && !isInText(draft, asked) && isInText(draft, last.to);
  return isBehind ? last.to : asked;
};

const isInText = (draft: Draft, path: ChildPath): boolean => nodeAt(draft, keysOfChild(path)) !== undefined;

const Fields = ({ draft, savedDraft, path: asked, mistakes, onChange, onPath, onEditText }: FieldsProps) => {
  const [renames, setRenames] = useState<ReadonlyArray<Rename>>([]);
  const path = currentPath(draft, asked, renames);
  const savedPath = renames.find(({ to }) => to === path)?.savedPath ?? path;
  const rename = (to: ChildPath): void => {
    setRenames([...renames.filter((one) => one.to !== to), { from: path, to, savedPath }]);
    onPath?.(to);
  };
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
          <EditText onEditText={onEditText} />
        </div>
      </Message>
    );
  const { child } = state;
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
          {onEditText === undefined ? null : (
            <button type="button" className="button ghost" onClick={onEditText}>
              Edit as text
            </button>
          )}
          {path === "" ? null : (
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
        <Flaws state={state} />
        {path === "" ? null : <NameAndPlace key={path} onRenamed={rename} />}
        {child.groups.map((group, at) => (
          <FieldGroup key={`${path} ${group.title}`} group={group} isFirst={at === 0} />
        ))}
        {path === "" ? <OnlyInText /> : null}
      </form>
    </FormContext>
  );
};

/** The changed keys. */
const Status = ({ state }: { readonly state: FormState }) => {
  const changed = changedKeys(state);
  return (
    <p className="grow dim" role="status">
      {state.saved === null
        ? "New in this draft."
        : changed.length === 0
          ? "As it was."
          : `Changed: ${changed.join(", ")}.`}
    </p>
  );
};

/** The errors, each with a link to its field. */
const Flaws = ({ state: { child, prefix } }: { readonly state: FormState }) =>
  child.flaws.length === 0 ? null : (
    <ul className="form-flaws" aria-label="Errors">
      {child.flaws.map((flaw) => (
        <li key={flaw.keys.join("/")}>
          <button type="button" className="link" onClick={() => focusField(prefix, flaw)}>
            {flaw.label}
          </button>{" "}
          {flaw.message}
        </li>
      ))}
    </ul>
  );

/** The keys of a child whose values differ from before. */
const changedKeys = ({ child, draft, saved }: FormState): ReadonlyArray<string> =>
  saved === null
    ? []
    : child.groups
        .flatMap(({ fields }) => fields)
        .filter(
          ({ key }) =>
            !isSame(valueIn(draft, [...child.keys, key]), valueIn(saved.draft, [...saved.keys, key])),
        )
        .map(({ key }) => key);

const focusField = (prefix: string, { keys }: Flaw): void => {
  for (let length = keys.length; length > 0; length -= 1) {
    const element = document.getElementById(fieldId(prefix, keys.slice(0, length)));
    if (element === null) continue;
    element.closest("details")?.setAttribute("open", "");
    element.focus();
    return;
  }
};

const isDeclared = ({ draft, child, saved }: FormState, { fields }: Group): boolean =>
  fields.some(
    ({ key }) =>
      valueIn(draft, [...child.keys, key]) !== undefined ||
      (saved !== null && valueIn(saved.draft, [...saved.keys, key]) !== undefined),
  );

/** A group of keys, folded if the file sets none of them. */
const FieldGroup = ({ group, isFirst }: { readonly group: Group; readonly isFirst: boolean }) => (
  <FormContext.Consumer>
    {(state) =>
      state === null ? null : (
        <details className="form-group" open={isFirst || isDeclared(state, group)}>
          <summary>
            <h2>{group.title}</h2>
            <span className="faint cut">{digestOf(state.child, state.draft, group)}</span>
          </summary>
          {group.fields.map((field) => (
            <FieldRow key={field.key} field={field} keys={[field.key]} />
          ))}
        </details>
      )
    }
  </FormContext.Consumer>
);

/** The summary of a group: the keys that are set, or the defaults. */
const digestOf = (child: FormChild, draft: Draft, { fields }: Group): string => {
  const set = fields.filter(({ key }) => valueIn(draft, [...child.keys, key]) !== undefined);
  if (set.length > 0) return set.map(({ key }) => key).join(", ");
  const taken = fields.filter(({ key }) => child.inheritance.at([key]) !== undefined);
  if (taken.length > 0)
    return taken.map(({ key }) => `${key} from ${child.inheritance.at([key])?.from}`).join(", ");
  return fields
    .flatMap(({ key, byDefault }) => {
      const [first = ""] = byDefault?.replaceAll("`", "").split(/[;,]/) ?? [];
      return first === "" || first.length > longestDefault ? [] : [`${key} ${first}`];
    })
    .join(", ");
};

/** Longer defaults are sentences and not shown in a summary. */
const longestDefault = 16;

/** The parts of a file that belong to no single child. */
const OnlyInText = () => (
  <section className="form-group">
    <h2>In the text only</h2>
    <dl className="form-texts">
      {textOnly(fileFields).map(({ key, description }) => (
        <div key={key}>
          <dt>
            <code>{key}</code>
          </dt>
          <dd className="dim">
            <Marked text={description} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
