import type { Located } from "../../diagnostics/located.ts";
import type { ImportRequest } from "../draft/request.ts";
import type { Row, RowContext } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { texts } from "../table/values.ts";
import { fill, type UnitName } from "./specifiers.ts";

/** The context of a unit besides its keys. */
export interface UnitContext {
  readonly request: ImportRequest;
  readonly unit: UnitName;
  /** The names of the children by their units, for all units of the import. */
  readonly together: ReadonlyMap<string, string>;
  /** Keys of other sections of the unit. */
  readonly elsewhere: (section: string, key: string) => Located | undefined;
}

export type UnitRow = Row<UnitContext>;

/** A value with its specifiers expanded, in the form of the language. */
export const write = (text: string, { context }: RowContext<UnitContext>): string =>
  fill(text, context.unit).text;

const names = (value: Located): ReadonlyArray<string> =>
  texts(value).flatMap((text) => text.split(/\s+/).filter((name) => name !== ""));

const relation = (key: string, note: string, waits: boolean): UnitRow => ({
  key,
  to: waits ? "after" : null,
  fidelity: "approximate",
  note,
  apply: (value, draft, { context }) => {
    const known = names(value).flatMap((name) => context.together.get(name) ?? []);
    const foreign = names(value).filter((name) => !context.together.has(name));
    if (waits) {
      for (const name of known) {
        draft.after.set(name, "started");
        draft.settings.set(`after.${name}`, "started");
      }
    }
    return known.length === 0
      ? { fidelity: "unsupported", note: `left out: ${foreign.join(", ")} is not part of this import` }
      : undefined;
  },
});

const checked = (key: string): ReadonlyArray<UnitRow> =>
  without(
    "test it at the beginning of the command, and exit with one of ignore_codes",
    `Condition${key}`,
    `Assert${key}`,
  );

/** `[Unit]`. Research, section 4.5. */
export const unitRows: ReadonlyArray<UnitRow> = [
  {
    key: "Description",
    to: "a comment",
    fidelity: "exact",
    note: "",
    apply: (value, draft, rowContext) =>
      void draft.remarks.set("description", write(texts(value).join(" "), rowContext)),
  },
  {
    key: "Documentation",
    to: "a comment",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.remarks.set("documentation", texts(value).join(" ")),
  },
  relation("After", "waits until the other is started", true),
  relation("Before", "put the other child after this one", false),
  relation(
    "Requires",
    "put both below a supervisor with `strategy: rest_for_one` if it must stop with the other",
    true,
  ),
  relation("Requisite", "waits until the other is started; systemd fails at once instead", true),
  relation("Wants", "the other is a child of the same tree", false),
  relation("BindsTo", "put both below a supervisor with `strategy: rest_for_one`", true),
  relation("PartOf", "put both below a supervisor with `strategy: rest_for_one`", false),
  relation("Upholds", "the other is a child of the same tree, and restarted by itself", false),
  ...without("stop the other by hand, or in the command", "Conflicts"),
  ...without("read `sentinel events -f --json` and act on it", "OnFailure", "OnSuccess", "StartLimitAction"),
  ...["PathExists", "FileNotEmpty", "Environment", "User", "Host"].flatMap(checked),
  ...[
    "PathExistsGlob",
    "PathIsDirectory",
    "PathIsSymbolicLink",
    "PathIsMountPoint",
    "PathIsReadWrite",
  ].flatMap(checked),
  ...[
    "DirectoryNotEmpty",
    "FileIsExecutable",
    "Group",
    "Architecture",
    "Virtualization",
    "KernelVersion",
  ].flatMap(checked),
  ...[
    "KernelCommandLine",
    "Security",
    "Capability",
    "ACPower",
    "FirstBoot",
    "NeedsUpdate",
    "Memory",
    "CPUs",
  ].flatMap(checked),
  ...[
    "CPUFeature",
    "OSRelease",
    "ControlGroupController",
    "MemoryPressure",
    "CPUPressure",
    "IOPressure",
  ].flatMap(checked),
  ...without(
    "it matters for systemd's own order only",
    "DefaultDependencies",
    "IgnoreOnIsolate",
    "StopWhenUnneeded",
  ),
  ...without(
    "it matters for systemd's own order only",
    "RefuseManualStart",
    "RefuseManualStop",
    "AllowIsolate",
  ),
  ...without("mount it before the tree starts", "RequiresMountsFor", "WantsMountsFor"),
  ...without(
    "it matters for systemd's own order only",
    "SourcePath",
    "CollectMode",
    "JobTimeoutSec",
    "PropagatesReloadTo",
  ),
];

/** `[Install]`. */
export const installRows: ReadonlyArray<UnitRow> = [
  { key: "WantedBy", to: "autostart", fidelity: "exact", note: "started with the tree" },
  { key: "RequiredBy", to: "autostart", fidelity: "approximate", note: "started with the tree" },
  ...without("a child has one name", "Alias"),
  ...without("import the other unit as well", "Also"),
  { key: "DefaultInstance", to: "the child's name", fidelity: "exact", note: "" },
];
