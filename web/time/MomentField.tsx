import { typedTime } from "./format.ts";
import { momentOf } from "./zone.ts";

/** A moment that is typed in the zone in which times are shown; ISO 8601 in the address. */
export const MomentField = ({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: string | undefined;
  readonly onChange: (moment: string | undefined) => void;
}) => (
  <label className="field">
    <span className="faint">{name}</span>
    <input
      type="datetime-local"
      value={value === undefined || Number.isNaN(Date.parse(value)) ? "" : typedTime(value)}
      onChange={({ target }) =>
        onChange(target.value === "" ? undefined : momentOf(target.value).toISOString())
      }
    />
  </label>
);
