import type { Draft } from "../draft/draft.ts";
import { text, whole } from "../table/values.ts";
import type { AppRow } from "./commandRows.ts";
import { declarePort } from "./declarePort.ts";

/** What several instances do instead of sharing a port. */
const clusterNote = ({ settings }: Draft): string =>
  settings.has("port")
    ? "PORT is this port for the first instance, the next one for the second and so on, where PM2's cluster mode shares one port; put a proxy in front of them"
    : "the instances don't share a port as in PM2's cluster mode; let each listen on its own, by SENTINEL_REPLICA, which begins with 1";

/** The variable with an instance's number has another name in PM2. */
const numberNote = (variable: string): string =>
  `${variable} is not set; the number of an instance is in SENTINEL_REPLICA and begins with 1; read that instead`;

/** The variable in which PM2 passes an instance's number. */
const standardVariable = "NODE_APP_INSTANCE";

/** The keys for the instances of an app. */
export const instanceRows: ReadonlyArray<AppRow> = [
  {
    key: "instances",
    to: "replicas",
    fidelity: "exact",
    note: "",
    byDefault: 1,
    apply: (value, draft, { context, report, given }) => {
      const variable = text(given("instance_var"));
      const asked = text(value) === "max" ? 0 : (whole(value, report, "instances") ?? 1);
      const count = asked > 0 ? asked : Math.max(1, context.processors + asked);
      if (count > 1) {
        draft.settings.set("replicas", count);
        declarePort(draft);
      }
      const notes = [
        ...(asked > 0 ? [] : [`${count}, from the number of processors of this machine`]),
        ...(count > 1 ? [clusterNote(draft), `${variable} is not set`] : []),
      ];
      return notes.length > 0 ? { fidelity: "approximate", note: notes.join("; ") } : undefined;
    },
  },
  {
    key: "exec_mode",
    to: "replicas",
    fidelity: "exact",
    note: "",
    byDefault: "fork",
    apply: (value, draft) =>
      text(value).startsWith("cluster") && draft.settings.has("replicas")
        ? { fidelity: "approximate", note: "see instances" }
        : undefined,
  },
  {
    key: "instance_var",
    to: "env",
    fidelity: "exact",
    note: "0 for the only instance",
    byDefault: standardVariable,
    apply: (value, draft) => {
      if (draft.settings.has("replicas")) return { fidelity: "unsupported", note: numberNote(text(value)) };
      draft.settings.set(`env.${text(value)}`, "0");
      return undefined;
    },
  },
  {
    key: "increment_var",
    to: null,
    fidelity: "unsupported",
    note: "add SENTINEL_REPLICA to the value in the command",
    apply: (value, draft) =>
      text(value) === "PORT" && draft.settings.has("port")
        ? { fidelity: "exact", note: "the port of an instance is `port` plus its number minus 1" }
        : undefined,
  },
];
