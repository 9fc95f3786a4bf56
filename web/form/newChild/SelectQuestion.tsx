import { Question, type QuestionProps } from "./Question.tsx";

interface SelectQuestionProps extends Pick<QuestionProps, "id" | "label"> {
  readonly note: string;
  readonly value: string;
  readonly options: ReadonlyArray<{ readonly value: string; readonly shown: string }>;
  readonly onChange: (value: string) => void;
}

/** A question whose answers are listed. */
export const SelectQuestion = ({ id, label, note, value, options, onChange }: SelectQuestionProps) => (
  <Question id={id} label={label} note={note}>
    <div className="field form-select">
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.shown}
          </option>
        ))}
      </select>
    </div>
  </Question>
);
