import type { Change, LogsAddress } from "../address.ts";
import { Toggle } from "./Toggle.tsx";

interface ViewTogglesProps {
  readonly address: LogsAddress;
  readonly change: Change;
  /** The maximal number of columns; null: no columns are possible. */
  readonly columns: number | null;
}

/** The options of the view. */
export const ViewToggles = ({ address, change, columns }: ViewTogglesProps) => (
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
