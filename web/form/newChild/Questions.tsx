import { type FormEvent, useId, useState } from "react";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { Segment } from "../../ui/buttons/Segment.tsx";
import { nameRule } from "../names.ts";
import { childFields } from "../schema/language.ts";
import { namesUnder, supervisorsIn } from "../text/children.ts";
import { CannotEdit, type Draft } from "../text/draft.ts";
import { flawsOf, inheritsCommand, type NewChild, templatesIn, withChild } from "./newChild.ts";
import { Question } from "./Question.tsx";
import { SelectQuestion } from "./SelectQuestion.tsx";
import { TextQuestion } from "./TextQuestion.tsx";

const kinds = [
  { value: "service", shown: "Service: a process" },
  { value: "job", shown: "Job: a command at set times" },
  { value: "supervisor", shown: "Supervisor: a group of children" },
] as const;

const commandText = childFields.find(({ key }) => key === "command")?.description ?? "";

export interface QuestionsProps {
  readonly draft: Draft;
  /** The text of the draft. */
  readonly text: string;
  /** The supervisor that is preselected; empty for the root. */
  readonly under: ChildPath;
  readonly onChange: (text: string) => void;
  /** Called when the child is in the draft. */
  readonly onAdded: (path: ChildPath) => void;
}

/** The questions about a new child. Errors are shown when it is added, and those of a name as it is typed. */
export const Questions = ({ text, under, draft, onChange, onAdded }: QuestionsProps) => {
  const id = useId();
  const supervisors = supervisorsIn(draft);
  const [child, setChild] = useState<NewChild>({
    parent: supervisors.includes(under) ? under : "",
    name: "",
    kind: "service",
    template: "",
    command: "",
    schedule: "",
    before: "",
  });
  const answer = (answers: Partial<NewChild>): void => setChild((before) => ({ ...before, ...answers }));
  const [isAsked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const siblings = namesUnder(draft, child.parent);
  const templates = templatesIn(draft);
  const hasCommand = inheritsCommand(draft, child);
  const flaws = flawsOf(draft, child);
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setAsked(true);
    const wrong = flaws.name !== null ? "name" : flaws.command === null ? null : "command";
    if (wrong !== null) {
      document.getElementById(`${id}${wrong}`)?.focus();
      return;
    }
    try {
      onChange(withChild(text, child));
      onAdded(child.parent === "" ? child.name : `${child.parent}/${child.name}`);
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      setRefusal(error.message);
    }
  };
  return (
    <form className="child-form" onSubmit={add} noValidate aria-label="New child">
      <section className="form-group">
        <SelectQuestion
          id={`${id}under`}
          label="Under"
          note="The supervisor that starts it and restarts it."
          value={child.parent}
          options={supervisors.map((path) => ({ value: path, shown: path || "the root" }))}
          onChange={(parent) => answer({ parent, before: "" })}
        />
        <TextQuestion
          id={`${id}name`}
          label="Name"
          note={nameRule}
          error={isAsked || child.name !== "" ? flaws.name : null}
          value={child.name}
          placeholder="such as api"
          onChange={(name) => answer({ name })}
        />
        <Question id={`${id}kind`} label="Kind" isGroup>
          <Segment label="Kind" options={kinds} value={child.kind} onChange={(kind) => answer({ kind })} />
        </Question>
        {templates.length === 0 ? null : (
          <SelectQuestion
            id={`${id}template`}
            label="Template"
            note="Its values apply unless the child has its own."
            value={child.template}
            options={[{ value: "", shown: "none" }, ...templates.map((value) => ({ value, shown: value }))]}
            onChange={(template) => answer({ template })}
          />
        )}
        {child.kind === "supervisor" ? null : (
          <TextQuestion
            id={`${id}command`}
            label="Command"
            note={commandText}
            error={isAsked ? flaws.command : null}
            value={child.command}
            placeholder={hasCommand ? `that of ${child.template}` : "such as node server.js"}
            isRequired={!hasCommand}
            onChange={(command) => answer({ command })}
          />
        )}
        {child.kind === "job" ? (
          <TextQuestion
            id={`${id}schedule`}
            label="Schedule"
            note="A cron expression. Empty: it runs by hand, or after another job. Its form has intervals, time zones and the next instants."
            error={null}
            value={child.schedule}
            placeholder="such as 0 3 * * *"
            isRequired={false}
            onChange={(schedule) => answer({ schedule })}
          />
        ) : null}
        {siblings.length === 0 ? null : (
          <SelectQuestion
            id={`${id}before`}
            label="Starts"
            note="Children start in the order of the file, and stop in reverse."
            value={child.before}
            options={[
              { value: "", shown: "last" },
              ...siblings.map((value) => ({ value, shown: `before ${value}` })),
            ]}
            onChange={(before) => answer({ before })}
          />
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
