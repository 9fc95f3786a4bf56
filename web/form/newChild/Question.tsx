import type { ReactNode } from "react";

export interface QuestionProps {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly error?: string | null;
  /** Its controls have labels of their own. */
  readonly isGroup?: boolean;
  readonly children: ReactNode;
}

/** A control with its label, its error and a note. */
export const Question = ({ id, label, note, error = null, isGroup = false, children }: QuestionProps) => (
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
