interface ToggleProps {
  readonly label: string;
  readonly title: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A button that is on or off. */
export const Toggle = ({ label, title, isOn, onChange }: ToggleProps) => (
  <button
    type="button"
    className="button ghost toggle"
    aria-pressed={isOn}
    title={title}
    onClick={() => onChange(!isOn)}
  >
    {label}
  </button>
);
