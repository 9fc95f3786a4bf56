import { Question, type QuestionProps } from "./Question.tsx";

interface TextQuestionProps extends Pick<QuestionProps, "id" | "label"> {
  readonly note: string;
  readonly error: string | null;
  readonly value: string;
  readonly placeholder: string;
  readonly isRequired?: boolean;
  readonly onChange: (value: string) => void;
}

/** A question whose answer is typed. */
export const TextQuestion = ({
  id,
  label,
  note,
  error,
  value,
  placeholder,
  isRequired = true,
  onChange,
}: TextQuestionProps) => (
  <Question id={id} label={label} note={note} error={error}>
    <div className="field">
      <input
        id={id}
        type="text"
        className="mono"
        value={value}
        placeholder={placeholder}
        aria-required={isRequired}
        aria-invalid={error !== null}
        aria-describedby={`${id}-error ${id}-note`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  </Question>
);
