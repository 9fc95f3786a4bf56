import type { Change, LogsAddress } from "../address.ts";
import { Toggle } from "./Toggle.tsx";

interface SearchTogglesProps {
  readonly address: LogsAddress;
  readonly change: Change;
}

/** The options of the search. */
export const SearchToggles = ({ address, change }: SearchTogglesProps) => (
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
