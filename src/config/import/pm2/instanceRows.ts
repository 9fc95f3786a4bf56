import { text, whole } from "../values.ts";
import type { AppRow } from "./commandRows.ts";

const clusterNote =
  "the instances don't share a port as PM2's cluster does: let each listen on one of its own, by SENTINEL_REPLICA";

/** How many of an app there are. */
export const instanceRows: ReadonlyArray<AppRow> = [
  {
    key: "instances",
    to: "replicas",
    fidelity: "exact",
    note: "",
    byDefault: 1,
    apply: (value, draft, { context, report, given }) => {
      const asked = text(value) === "max" ? 0 : (whole(value, report, "instances") ?? 1);
      const count = asked > 0 ? asked : Math.max(1, context.processors + asked);
      if (count > 1) draft.settings.set("replicas", count);
      const cluster = text(given("exec_mode")).startsWith("cluster") || count > 1;
      if (asked <= 0)
        return {
          fidelity: "approximate",
          note: `${count}, by the processors of this machine; ${clusterNote}`,
        };
      return cluster && count > 1 ? { fidelity: "approximate", note: clusterNote } : undefined;
    },
  },
  {
    key: "exec_mode",
    to: "replicas",
    fidelity: "exact",
    note: "",
    byDefault: "fork",
    apply: (value) =>
      text(value).startsWith("cluster") ? { fidelity: "approximate", note: clusterNote } : undefined,
  },
  {
    key: "instance_var",
    to: null,
    fidelity: "unsupported",
    note: "an instance's number is in SENTINEL_REPLICA and begins with 1; read it instead",
  },
  {
    key: "increment_var",
    to: null,
    fidelity: "unsupported",
    note: "add SENTINEL_REPLICA to the value in the command",
  },
];
