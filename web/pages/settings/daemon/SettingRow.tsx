import type { Setting } from "../../../api/settings.ts";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { ValueField } from "./fields.tsx";
import { type Draft, fieldFor, shown, valueIn } from "./settingsForm.ts";

interface SettingRowProps {
  readonly setting: Setting;
  readonly draft: Draft;
  /** The daemon's error in it. */
  readonly mistake: string | undefined;
  readonly onChange: (value: unknown) => void;
}

const sources = {
  "command line": "from the command line, which goes before the file",
  file: "from the file",
  default: "the default",
} as const;

/** A setting: the value in force with its origin, and the value in the file. */
export const SettingRow = ({ setting, draft, mistake, onChange }: SettingRowProps) => {
  const { key, description, in_force, source, line, pending } = setting;
  const isUnsaved = key in draft;
  const isOverridden = source === "command line";
  return (
    <section className="setting" aria-label={key}>
      <div>
        <h3 className="mono">
          {key}
          {isUnsaved ? <span className="tag accent">unsaved</span> : null}
        </h3>
        <p className="small dim">{description}</p>
      </div>
      <div className="form">
        {isOverridden ? (
          <p className="field read-only mono">{shown(in_force)}</p>
        ) : (
          <ValueField
            field={fieldFor(key)}
            label={key}
            value={valueIn(setting, draft)}
            otherwise={source === "default" ? in_force : null}
            isInvalid={mistake !== undefined}
            onChange={onChange}
          />
        )}
        {mistake === undefined ? null : (
          <p className="refusal" role="alert">
            <Glyph state="failed" />
            {mistake}
          </p>
        )}
        <p className="small faint">
          In force: {shown(in_force)}, {sources[source]}
          {source === "file" && line !== null ? `, line ${line}` : ""}.
        </p>
        {pending ? (
          <p className="note small">
            <Glyph state="backoff" />
            Takes effect with the next daemon.
          </p>
        ) : null}
      </div>
    </section>
  );
};
