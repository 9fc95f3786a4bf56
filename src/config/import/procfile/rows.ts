import { setNoLimit } from "../draft/restartSettings.ts";
import { shellLine } from "../draft/shellLine.ts";
import { inheritEnvironmentRow } from "../table/inheritEnvironmentRow.ts";
import { putSeconds, putText } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, signal, text, whole } from "../table/values.ts";

/** The context of a Procfile's line. */
interface Line {
  /** The line's number among the processes, from 0: its port is derived from it. */
  readonly index: number;
  readonly name: string;
}

const listed = (list: string, name: string): boolean => list.split(",").some((one) => one.trim() === name);

/** The value for one name in `web=2,all=1`; null if it has none. */
const forName = (list: string, name: string): string | null => {
  const said = new Map(
    list.split(",").map((part) => [part.split("=")[0]?.trim(), part.split("=")[1]?.trim()]),
  );
  return said.get(name) ?? said.get("all") ?? null;
};

/** The processes of a Procfile with overmind's settings. Research, section 4.3. */
export const procfileRows: ReadonlyArray<Row<Line>> = [
  {
    key: "command",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("command", shellLine(text(value))),
  },
  inheritEnvironmentRow(
    "approximate",
    "the child sees the whole environment of the daemon; there is no PS with the name of the process",
  ),
  {
    key: "(started)",
    to: "ready.min_uptime",
    fidelity: "exact",
    note: "it counts as ready at once",
    byDefault: "0s",
    apply: putText("ready.min_uptime"),
  },
  {
    key: ".env",
    to: "env_file",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("env_file", [text(value)]),
  },
  { key: "OVERMIND_NO_PORT", to: "env.PORT", fidelity: "exact", note: "PORT is not set" },
  {
    key: "OVERMIND_PORT",
    to: "env.PORT",
    fidelity: "approximate",
    note: "the port is written out: 5000 plus 100 for each line; instances share it, so add SENTINEL_REPLICA in the command",
    byDefault: 5000,
    apply: (value, draft, { context, report, given }) => {
      const off = given("OVERMIND_NO_PORT");
      if (off && flag(off, report, "OVERMIND_NO_PORT")) return { fidelity: "exact", note: "PORT is not set" };
      const base = whole(value, report, "OVERMIND_PORT") ?? 5000;
      const step = Number(text(given("OVERMIND_PORT_STEP"))) || 100;
      draft.settings.set("env.PORT", String(base + context.index * step));
      return undefined;
    },
  },
  { key: "OVERMIND_PORT_STEP", to: "env.PORT", fidelity: "exact", note: "", byDefault: 100 },
  {
    key: "OVERMIND_FORMATION",
    to: "replicas",
    fidelity: "exact",
    note: "0: not started",
    apply: (value, draft, { context, report }) => {
      const count = forName(text(value), context.name);
      if (count === null) return undefined;
      const replicas = whole({ ...value, kind: "scalar", value: count }, report, "OVERMIND_FORMATION");
      if (replicas === 0) draft.settings.set("autostart", false);
      else if (replicas !== null && replicas > 1) draft.settings.set("replicas", replicas);
      return undefined;
    },
  },
  {
    key: "(any exit stops all)",
    to: "restart, significant, auto_shutdown",
    fidelity: "approximate",
    note: "the exit of one process stops the others, as in foreman and overmind; one that can't be started fails the tree, which is retried after five minutes",
    byDefault: true,
    apply: (_, draft, { context, given }) => {
      const auto = text(given("OVERMIND_AUTO_RESTART"));
      const canDie = text(given("OVERMIND_CAN_DIE"));
      if (auto === "all" || listed(auto, context.name)) {
        draft.settings.set("restart", "permanent");
        setNoLimit(draft);
        return { note: "restarted, see OVERMIND_AUTO_RESTART" };
      }
      draft.settings.set("restart", "temporary");
      if (listed(canDie, context.name) || /^(1|true)$/i.test(text(given("OVERMIND_ANY_CAN_DIE")))) {
        draft.settings.set("on_limit", "fail");
        return { note: "the others continue; see OVERMIND_CAN_DIE" };
      }
      if (draft.settings.has("replicas"))
        return { fidelity: "unsupported", note: "the others continue when an instance exits" };
      draft.settings.set("significant", true);
      draft.settings.set("on_limit", "escalate");
      return undefined;
    },
  },
  { key: "OVERMIND_CAN_DIE", to: "significant", fidelity: "exact", note: "" },
  { key: "OVERMIND_ANY_CAN_DIE", to: "significant", fidelity: "exact", note: "" },
  {
    key: "OVERMIND_AUTO_RESTART",
    to: "restart",
    fidelity: "approximate",
    note: "permanent, with Sentinel's pauses between restarts; overmind has none",
  },
  {
    key: "OVERMIND_STOP_SIGNALS",
    to: "stop.signal",
    fidelity: "exact",
    note: "",
    byDefault: "all=INT",
    apply: (value, draft, { context, report }) => {
      const name = forName(text(value), context.name) ?? "INT";
      const found = signal({ ...value, kind: "scalar", value: name }, report, "OVERMIND_STOP_SIGNALS");
      if (found) draft.settings.set("stop.signal", found);
      return undefined;
    },
  },
  {
    key: "OVERMIND_TIMEOUT",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: 5,
    apply: putSeconds("stop.timeout"),
  },
  {
    key: "OVERMIND_PROCESSES",
    to: "autostart",
    fidelity: "exact",
    note: "the others are not started",
    apply: (value, draft, { context }) => {
      if (!listed(text(value), context.name)) draft.settings.set("autostart", false);
      return undefined;
    },
  },
  {
    key: "OVERMIND_IGNORED_PROCESSES",
    to: "autostart",
    fidelity: "exact",
    note: "left down",
    apply: (value, draft, { context }) => {
      if (listed(text(value), context.name)) draft.settings.set("autostart", false);
      return undefined;
    },
  },
  ...without("name the Procfile when you import it", "OVERMIND_PROCFILE"),
  ...without("Sentinel's socket is in its home: see --home", "OVERMIND_SOCKET"),
  ...without("the tree's name is `name:`", "OVERMIND_TITLE"),
  ...without("Sentinel's API has its own settings", "OVERMIND_NETWORK"),
  ...without("use `sentinel up --detach`", "OVERMIND_DAEMONIZE"),
  ...without("colours depend on the terminal", "OVERMIND_COLORS"),
  ...without("every line has its time: `sentinel logs`", "OVERMIND_SHOW_TIMESTAMPS"),
  {
    key: "OVERMIND_PROCESS_*_PORT",
    to: null,
    fidelity: "unsupported",
    note: "the ports of the others are written out in `env.PORT`; name them in `env` where they are needed",
  },
];
