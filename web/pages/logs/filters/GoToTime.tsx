import type { FormEvent } from "react";
import { Popover } from "../../../ui/overlays/Popover.tsx";

const two = (value: number): string => String(value).padStart(2, "0");

/** The value of a `datetime-local` field: local time to the second. */
const fieldValue = (at: number): string => {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** Shows what was printed at a moment. */
export const GoToTime = ({
  at,
  onJump,
}: {
  /** The moment in view, in ms since 1970. */
  readonly at: number | null;
  readonly onJump: (at: number) => void;
}) => {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new Date(String(new FormData(event.currentTarget).get("at"))).getTime();
    if (Number.isNaN(given)) return;
    event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
    onJump(given);
  };
  return (
    <Popover side="right" buttonClass="button ghost" shown="Time">
      <form className="popover-form" onSubmit={submit}>
        <label className="field">
          <span className="hidden-text">Moment</span>
          <input
            key={at === null ? "" : Math.floor(at / 1000)}
            type="datetime-local"
            step={1}
            name="at"
            defaultValue={at === null ? "" : fieldValue(at)}
            required
          />
        </label>
        <button type="submit" className="button primary">
          Go
        </button>
      </form>
    </Popover>
  );
};
