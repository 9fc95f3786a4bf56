import type { IconName } from "../ui/Icon.tsx";

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
}

/** The pages that the navigation leads to. */
export const places = [
  { to: "/", name: "Overview", icon: "overview" },
  { to: "/tree", name: "Tree", icon: "tree" },
  { to: "/logs", name: "Logs", icon: "logs" },
  { to: "/events", name: "Events", icon: "events" },
] as const satisfies ReadonlyArray<Place>;

/** Those by which something is set up: after the others, and in a narrow window behind More. */
export const setUpPlaces = [
  { to: "/config", name: "Config", icon: "config" },
] as const satisfies ReadonlyArray<Place>;
