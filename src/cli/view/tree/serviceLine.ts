import type { ServiceStatus } from "../../../domain/view/Status.ts";
import { printable } from "../../terminal/printable.ts";
import { shortDuration } from "../../terminal/shortDuration.ts";
import { until, wordsOf } from "./whyOf.ts";

/** An amount of memory in its unit: `48M`, `1.5G`. */
export const bytes = (amount: number): string =>
  amount >= 1 << 30 ? `${(amount / 2 ** 30).toFixed(1)}G` : `${Math.round(amount / 2 ** 20)}M`;

/** A number of cores in percent of one: `40%`. */
export const percent = (cores: number): string => `${(cores * 100).toFixed(0)}%`;

/** Its process: pid, uptime, restarts, CPU and memory. */
export const serviceCells = ({
  pid,
  uptime_ms,
  restarts,
  cpu,
  memory,
}: ServiceStatus): ReadonlyArray<string> => [
  pid === null ? "" : String(pid),
  uptime_ms === null ? "" : shortDuration(uptime_ms),
  restarts === 0 ? "" : `${restarts}×`,
  cpu === null ? "" : percent(cpu),
  memory === null ? "" : bytes(memory),
];

/** Why a service is in its state, when its next start is due, and which of its limits are not enforced. */
export const serviceRemark = (child: ServiceStatus, now: number): string =>
  [`${wordsOf(child)}${describe(child, now)}`, child.unenforced ?? ""]
    .filter((text) => text !== "")
    .join("; ");

const describe = (child: ServiceStatus, now: number): string => {
  const next = until(child.next_attempt_at, now);
  if (child.state === "stopping") {
    const kill = until(child.kill_at, now);
    return kill ? `${child.reason}; SIGKILL in ${kill}` : child.reason;
  }
  if (next !== null) return `${child.reason}; next attempt in ${next}`;
  if (child.state === "starting" && child.ready) return `${waitsFor(child, now)}; ${child.reason}`;
  return child.state === "running" ? whileRunning(child) : child.reason;
};

/** Its ports, and what does not work although it is declared. */
const whileRunning = ({ ports = [], notices = [] }: Pick<ServiceStatus, "ports" | "notices">): string =>
  [portsOf({ ports }), ...notices.map(printable)].filter((part) => part !== "").join("; ");

/** What the start of a service waits for: `waiting for log line matching "Listening" (12 s of 60 s)`. */
export const waitsFor = ({ ready, since }: ServiceStatus, now: number): string => {
  const passed = Math.max(0, (now - Date.parse(since)) / 1000).toFixed(0);
  const limit = ready?.timeout_ms ? ` of ${ready.timeout_ms / 1000} s` : "";
  return `waiting for ${printable(ready?.when ?? "its start")} (${passed} s${limit})`;
};

/** The ports of a running service: `:3000 admin:3100`. */
export const portsOf = ({ ports = [] }: Pick<ServiceStatus, "ports">): string =>
  ports.map(({ name, port }) => `${name ?? ""}:${port}`).join(" ");
