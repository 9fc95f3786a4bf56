import { useNow } from "../../../time/clock.ts";
import { lifetimeInWords, lifetimes } from "./expiry.ts";

interface ExpiryFieldProps {
  /** The name of a lifetime, or `as it is`. */
  readonly value: string;
  /** The choices besides lifetimes. */
  readonly otherwise?: string;
  readonly onChange: (value: string) => void;
}

/** When a key ends. */
export const ExpiryField = ({ value, otherwise, onChange }: ExpiryFieldProps) => {
  // The choices are in days, so a minute does not matter.
  const now = Math.floor(useNow() / 60_000) * 60_000;
  return (
    <label className="form-field">
      <span className="name">Expires</span>
      <span className="field">
        <select value={value} onChange={({ target }) => onChange(target.value)}>
          {otherwise === undefined ? null : <option value={otherwise}>{otherwise}</option>}
          {lifetimes.map(({ name, days }) => (
            <option key={name} value={name}>
              {lifetimeInWords(name, days, now)}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
};
