import type { IconName } from "../../ui/icons/Icon.tsx";

export interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
  /** The key behind `g`, if another page has its first letter. */
  readonly key?: string;
  /** It stands apart from those before it. */
  readonly isApart?: true;
}

/** The pages in the navigation. */
export const places = [
  { to: "/", name: "Overview", icon: "overview" },
  { to: "/tree", name: "Tree", icon: "tree" },
  { to: "/logs", name: "Logs", icon: "logs" },
  { to: "/jobs", name: "Jobs", icon: "jobs" },
  { to: "/checks", name: "Checks", icon: "check", key: "k" },
  { to: "/history", name: "Metrics", icon: "metrics", key: "h" },
  { to: "/events", name: "Events", icon: "events" },
  { to: "/runs", name: "Runs", icon: "runs" },
  { to: "/machines", name: "Machines", icon: "machines" },
  { to: "/config", name: "Config", icon: "config", isApart: true },
  { to: "/settings", name: "Settings", icon: "settings" },
] as const satisfies ReadonlyArray<Place>;
