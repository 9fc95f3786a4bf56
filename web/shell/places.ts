import type { IconName } from "../ui/Icon.tsx";

/** The pages that the navigation leads to. `isApart`: after a separator; in a narrow window behind More. */
export const places = [
  { to: "/", name: "Overview", icon: "overview" },
  { to: "/tree", name: "Tree", icon: "tree" },
  { to: "/logs", name: "Logs", icon: "logs" },
  { to: "/events", name: "Events", icon: "events" },
  { to: "/config", name: "Config", icon: "config", isApart: true },
] as const satisfies ReadonlyArray<{
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
  readonly isApart?: boolean;
}>;
