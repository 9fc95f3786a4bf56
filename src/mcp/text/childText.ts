import { printable } from "../../cli/terminal/printable.ts";
import { shortDuration } from "../../cli/terminal/shortDuration.ts";
import { waitsFor } from "../../cli/view/tree/serviceLine.ts";
import { whyOf } from "../../cli/view/tree/whyOf.ts";
import type { ChildStatus } from "../../domain/view/Status.ts";
import { describeDegraded } from "../../policy/health/degraded.ts";

const mebibyte = 2 ** 20;

/** The measurements of a process, where there is one. */
const measuredOf = (child: ChildStatus): ReadonlyArray<string> => {
  if (child.kind !== "service" || child.pid === null) return [];
  const { pid, cpu, memory, ports = [] } = child;
  return [
    `pid ${pid}`,
    ...(cpu === null ? [] : [`${Math.round(cpu * 100)} % CPU`]),
    ...(memory === null ? [] : [`${Math.round(memory / mebibyte)} MB`]),
    ...ports.map(({ name, port }) => `port ${name === null ? "" : `${name} `}${port}`),
  ];
};

const restartsOf = (child: ChildStatus): ReadonlyArray<string> =>
  child.kind === "service" && child.restarts > 0
    ? [`${child.restarts} ${child.restarts === 1 ? "restart" : "restarts"}`]
    : [];

const whyIn = (child: ChildStatus, now: number): ReadonlyArray<string> => {
  if (child.kind === "supervisor" && child.degraded) return [describeDegraded(child.degraded, child.path)];
  if (child.kind === "service" && child.state === "starting" && child.ready) return [waitsFor(child, now)];
  return child.state === "running" ? [] : [whyOf(child, now)];
};

/** A child in one line: its state and since when, why, and what is measured. `now`: ms since 1970. */
export const childText = (child: ChildStatus, now: number): string => {
  const kind = child.kind === "supervisor" ? ` (group, ${child.strategy})` : "";
  const age = shortDuration(now - Date.parse(child.since));
  const unhealthy = child.kind === "service" && child.health === "unhealthy" ? ["unhealthy"] : [];
  const remarks = [...unhealthy, ...whyIn(child, now), ...restartsOf(child), ...measuredOf(child)];
  return printable(
    `${child.path}${kind}: ${child.state} for ${age}${remarks.length === 0 ? "" : `; ${remarks.join("; ")}`}`,
  );
};
