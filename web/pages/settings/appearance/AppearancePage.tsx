import type { ReactNode } from "react";
import { singleKeys } from "../../../keys/keyboard/singleKeys.ts";
import type { Choice } from "../../../theme/choice.ts";
import { density, motion, theme } from "../../../theme/theme.ts";
import { timeZone } from "../../../time/chosenZone.ts";
import { useNow } from "../../../time/clock.ts";
import { timeOfDay } from "../../../time/format.ts";
import { Segment } from "../../../ui/buttons/Segment.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";

/** How pages look in this browser. */
export const AppearancePage = () => {
  useTitle("Appearance");
  return (
    <div className="columns">
      <Panel title="Appearance" meta="of this browser">
        <div className="panel-body form">
          <Field label="Theme" choice={theme} words={{ system: "System", light: "Light", dark: "Dark" }} />
          <Field label="Rows" choice={density} words={{ compact: "Compact", comfortable: "Comfortable" }}>
            Comfortable rows are 36 px high, as they are on touch screens in any case.
          </Field>
          <Field label="Motion" choice={motion} words={{ system: "System", reduced: "Reduced" }}>
            Reduced: no animation.
          </Field>
          <Field label="Single-letter keys" choice={singleKeys} words={{ on: "On", off: "Off" }}>
            Off: only keys with Ctrl or Cmd, arrows, Enter and Escape have an effect.
          </Field>
          <ZoneField />
        </div>
      </Panel>
    </div>
  );
};

const ZoneField = () => {
  const now = useNow();
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Field label="Times" choice={timeZone} words={{ local: `Local, ${local}`, utc: "UTC" }}>
      It is {timeOfDay(now)}.
    </Field>
  );
};

interface FieldProps<Value extends string> {
  readonly label: string;
  readonly choice: Choice<Value>;
  readonly words: Readonly<Record<Value, string>>;
  readonly children?: ReactNode;
}

const Field = <Value extends string>({ label, choice, words, children }: FieldProps<Value>) => (
  <div className="form-field">
    <span className="name">{label}</span>
    <Segment
      label={label}
      options={choice.values.map((value) => ({ value, shown: words[value] }))}
      value={choice.use()}
      onChange={choice.choose}
    />
    {children === undefined ? null : <p className="small faint">{children}</p>}
  </div>
);
