import { type FormEvent, useState } from "react";
import type { Job } from "../../api/jobs.ts";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Popover } from "../../ui/overlays/Popover.tsx";
import { givenOf, missingIn } from "./parameters.ts";

type Given = Readonly<Record<string, string>>;

interface RunFormProps {
  readonly job: Pick<Job, "path" | "parameters">;
  /** Why it can't be run now; null: it can. */
  readonly obstacle: string | null;
  readonly isSending: boolean;
  readonly onRun: (given: Given) => void;
}

const runNow = (
  <>
    <Icon name="play" little />
    Run now
  </>
);

/** Runs a job now. One with parameters asks for their values first. */
export const RunForm = ({ job, obstacle, isSending, onRun }: RunFormProps) => {
  const isOff = obstacle !== null || isSending;
  if (isOff || job.parameters.length === 0)
    return (
      <button
        type="button"
        className="button"
        aria-disabled={isOff}
        aria-busy={isSending}
        title={obstacle ?? `sentinel run ${job.path}`}
        onClick={isOff ? undefined : () => onRun({})}
      >
        {runNow}
      </button>
    );
  return (
    <Popover shown={runNow} buttonClass="button" side="left">
      <Parameters job={job} onRun={onRun} />
    </Popover>
  );
};

const Parameters = ({ job, onRun }: Pick<RunFormProps, "job" | "onRun">) => {
  const [typed, setTyped] = useState<Given>({});
  const missing = missingIn(job.parameters, typed);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
    onRun(givenOf(job.parameters, typed));
  };
  return (
    <form className="run-form" onSubmit={submit} aria-label={`Run ${job.path}`}>
      {job.parameters.map(({ name, default: byDefault }) => (
        <label key={name} className="field">
          <code className="faint">{name}</code>
          <input
            type="text"
            value={typed[name] ?? ""}
            placeholder={byDefault ?? "must be given"}
            required={byDefault === null}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          />
        </label>
      ))}
      <p className="small dim">
        The command gets them as environment variables. What is left empty has its default.
      </p>
      <button type="submit" className="button primary" disabled={missing.length > 0}>
        {missing.length > 0 ? `Give ${missing.join(", ")}` : "Run"}
      </button>
    </form>
  );
};
