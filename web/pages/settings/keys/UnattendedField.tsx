interface UnattendedFieldProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether an assistant with the key applies configurations by itself. */
export const UnattendedField = ({ isOn, onChange }: UnattendedFieldProps) => (
  <label className="check">
    <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
    <span>
      Unattended
      <span className="small faint block">
        An AI assistant with this key applies configurations without asking a person.
      </span>
    </span>
  </label>
);
