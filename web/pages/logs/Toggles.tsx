import type { Change, LogsAddress } from "./address.ts";

/** A button that is on or off. */
const Toggle = ({
  label,
  title,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly title: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) => (
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

interface Toggled {
  readonly address: LogsAddress;
  readonly change: Change;
}

/** The options of the search. */
export const SearchToggles = ({ address, change }: Toggled) => (
  <>
    <Toggle
      label="Match case"
      title="Upper and lower case differ"
      isOn={address.case !== "ignore"}
      onChange={(isOn) => change({ case: isOn ? undefined : "ignore" })}
    />
    <Toggle
      label="Invert"
      title="Lines that do not match"
      isOn={address.invert === true}
      onChange={(isOn) => change({ invert: isOn ? true : undefined })}
    />
    <Toggle
      label="Only hits"
      title="Only lines that match"
      isOn={address.show === "hits"}
      onChange={(isOn) => change({ show: isOn ? "hits" : undefined })}
    />
  </>
);

/** The options of the view. */
export const ViewToggles = ({
  address,
  change,
  columns,
}: Toggled & {
  /** The maximal number of columns; null: no columns are possible. */
  readonly columns: number | null;
}) => (
  <span className="row view-toggles">
    <Toggle
      label="Wrap"
      title="Wrap long lines (w)"
      isOn={address.wrap === true}
      onChange={(isOn) => change({ wrap: isOn ? true : undefined })}
    />
    <Toggle
      label="States"
      title="Changes of state between the lines"
      isOn={address.events !== "off"}
      onChange={(isOn) => change({ events: isOn ? undefined : "off" })}
    />
    {columns === null ? null : (
      <Toggle
        label="Columns"
        title={`Side by side, up to ${columns}`}
        isOn={address.view === "columns"}
        onChange={(isOn) => change({ view: isOn ? "columns" : undefined })}
      />
    )}
  </span>
);
