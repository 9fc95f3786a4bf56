import { type FormEvent, useId, useState } from "react";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { Message } from "../ui/Message.tsx";
import { Segment } from "../ui/Segment.tsx";
import "./form.css";
import { valueIn } from "./inherited.ts";
import { nameFlaw, nameRule } from "./names.ts";
import { childFields } from "./schema/language.ts";
import { addChild, namesUnder, supervisorsIn } from "./text/children.ts";
import { CannotEdit, type Draft, parseDraft } from "./text/draft.ts";
import { isEntries, string, type Value, word } from "./text/value.ts";

interface NewChildFormProps {
  /** The draft: the text of the tree's file. */
  readonly text: string;
  /** The supervisor that is preselected; empty for the root. */
  readonly under: ChildPath;
  readonly onChange: (text: string) => void;
  /** Called when the child is in the draft. */
  readonly onAdded: (path: ChildPath) => void;
}

type Kind = "service" | "supervisor";

/** A new child: supervisor, name and command. All other keys have defaults and can be changed afterwards. */
export const NewChildForm = (props: NewChildFormProps) => {
  const draft = draftOf(props.text);
  return typeof draft === "string" ? (
    <Message title="The form can't read this text.">
      <p>{draft}</p>
    </Message>
  ) : (
    <Questions {...props} draft={draft} />
  );
};

const draftOf = (text: string): Draft | string => {
  try {
    return parseDraft(text);
  } catch (error) {
    if (error instanceof CannotEdit) return error.message;
    throw error;
  }
};

const commandText = childFields.find(({ key }) => key === "command")?.description ?? "";

interface QuestionsProps extends NewChildFormProps {
  readonly draft: Draft;
}

const Questions = ({ text, under, draft, onChange, onAdded }: QuestionsProps) => {
  const id = useId();
  const supervisors = supervisorsIn(draft);
  const [parent, setParent] = useState(supervisors.includes(under) ? under : "");
  const [before, setBefore] = useState("");
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("service");
  const [template, setTemplate] = useState("");
  const [command, setCommand] = useState("");
  const [isAsked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const siblings = namesUnder(draft, parent);
  const templates = valueIn(draft, ["templates"]);
  const templateNames = isEntries(templates) ? [...templates.keys()] : [];
  const hasCommand = template !== "" && valueIn(draft, ["templates", template, "command"]) !== undefined;
  const flaws = {
    name: nameFlaw(name, siblings),
    command: kind === "service" && command.trim() === "" && !hasCommand ? "it needs a command" : null,
  };
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setAsked(true);
    const wrong = flaws.name !== null ? "name" : flaws.command === null ? null : "command";
    if (wrong !== null) {
      document.getElementById(`${id}${wrong}`)?.focus();
      return;
    }
    try {
      const spec = specOf(kind, command.trim(), template);
      onChange(addChild(text, parent, name, spec, before === "" ? undefined : before));
      onAdded(parent === "" ? name : `${parent}/${name}`);
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      setRefusal(error.message);
    }
  };
  return (
    <form className="child-form" onSubmit={add} noValidate aria-label="New child">
      <section className="form-group">
        <Question id={`${id}under`} label="Under" note="The supervisor that starts it and restarts it.">
          <div className="field form-select">
            <select
              id={`${id}under`}
              value={parent}
              aria-describedby={`${id}under-note`}
              onChange={(event) => {
                setParent(event.target.value);
                setBefore("");
              }}
            >
              {supervisors.map((path) => (
                <option key={path} value={path}>
                  {path || "the root"}
                </option>
              ))}
            </select>
          </div>
        </Question>
        <Question
          id={`${id}name`}
          label="Name"
          note={nameRule}
          error={isAsked || name !== "" ? flaws.name : null}
        >
          <div className="field">
            <input
              id={`${id}name`}
              type="text"
              className="mono"
              value={name}
              placeholder="such as api"
              aria-required
              aria-invalid={(isAsked || name !== "") && flaws.name !== null}
              aria-describedby={`${id}name-error ${id}name-note`}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        </Question>
        <Question id={`${id}kind`} label="Kind" isGroup>
          <Segment
            label="Kind"
            options={[
              { value: "service", shown: "Service: a process" },
              { value: "supervisor", shown: "Supervisor: a group of children" },
            ]}
            value={kind}
            onChange={setKind}
          />
        </Question>
        {templateNames.length === 0 ? null : (
          <Question
            id={`${id}template`}
            label="Template"
            note="Its values apply unless the child has its own."
          >
            <div className="field form-select">
              <select
                id={`${id}template`}
                value={template}
                aria-describedby={`${id}template-note`}
                onChange={(event) => setTemplate(event.target.value)}
              >
                <option value="">none</option>
                {templateNames.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            </div>
          </Question>
        )}
        {kind === "service" ? (
          <Question
            id={`${id}command`}
            label="Command"
            note={commandText}
            error={isAsked ? flaws.command : null}
          >
            <div className="field">
              <input
                id={`${id}command`}
                type="text"
                className="mono"
                value={command}
                placeholder={hasCommand ? `that of ${template}` : "such as node server.js"}
                aria-required={!hasCommand}
                aria-invalid={isAsked && flaws.command !== null}
                aria-describedby={`${id}command-error ${id}command-note`}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                onChange={(event) => setCommand(event.target.value)}
              />
            </div>
          </Question>
        ) : null}
        {siblings.length === 0 ? null : (
          <Question
            id={`${id}before`}
            label="Starts"
            note="Children start in the order of the file, and stop in reverse."
          >
            <div className="field form-select">
              <select
                id={`${id}before`}
                value={before}
                aria-describedby={`${id}before-note`}
                onChange={(event) => setBefore(event.target.value)}
              >
                <option value="">last</option>
                {siblings.map((one) => (
                  <option key={one} value={one}>
                    before {one}
                  </option>
                ))}
              </select>
            </div>
          </Question>
        )}
      </section>
      {refusal === null ? null : (
        <p className="form-error" role="alert">
          {refusal}
        </p>
      )}
      <div className="form-tools">
        <button type="submit" className="button primary">
          Add to the draft
        </button>
        <span className="faint">Nothing starts until the draft is applied.</span>
      </div>
    </form>
  );
};

const specOf = (kind: Kind, command: string, template: string): ReadonlyMap<string, Value> =>
  new Map<string, Value>([
    ...(template === "" ? [] : [["use", string(template)] as const]),
    ...(command === "" || kind === "supervisor" ? [] : [["command", word(command)] as const]),
    ...(kind === "supervisor" ? [["children", new Map<string, Value>()] as const] : []),
  ]);

interface QuestionProps {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly error?: string | null;
  /** Its controls have labels of their own. */
  readonly isGroup?: boolean;
  readonly children: React.ReactNode;
}

const Question = ({ id, label, note, error = null, isGroup = false, children }: QuestionProps) => (
  <div className="form-row">
    <div className="form-label">{isGroup ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}</div>
    <div className="form-control">
      {children}
      <p className="form-error" id={`${id}-error`} role="alert" hidden={error === null}>
        {error}
      </p>
      {note === undefined ? null : (
        <p className="form-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  </div>
);
