import type { AutoShutdown, Restart, Strategy } from "../../domain/tree/ChildSpec.ts";
import type { Dependency } from "../../domain/tree/Dependency.ts";
import type { Reload } from "../../domain/tree/HookSpec.ts";
import type { CommandTarget } from "../allowed.ts";
import type { Restarted } from "../restart/intensity.ts";
import type { Member, Roster } from "../restart/roster.ts";

/** Nodes by their id or path. */
export interface Places {
  readonly get: (key: string) => Place | undefined;
}

/** The nodes of the running tree by their path. */
export interface TreePlaces extends Places {
  /** Those that declare dependencies, in document order. */
  readonly dependants: () => ReadonlyArray<Place>;
}

/** A dependency, and whether it is met now. */
export interface PlaceDependency extends Dependency {
  readonly isMet: boolean;
}

/** What a supervisor's decisions about its children depend on. */
export interface Group {
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly periodMs: number;
  readonly autoShutdown: AutoShutdown;
  /** Whether its children start one after another or side by side. */
  readonly start: "serial" | "parallel";
  readonly window: ReadonlyArray<Restarted>;
  /** Its record of each child, in start order. */
  readonly roster: Roster;
  /** The children themselves, by id. */
  readonly places: Places;
}

/** A node of the running tree, as far as it matters for what goes along with it. */
export interface Place extends CommandTarget {
  readonly id: string;
  readonly restart: Restart;
  /** For how long it has been up, in ms. */
  readonly upMs: number;
  /** Whether a process of it lives. */
  readonly hasProcess: boolean;
  /** What its reload does; undefined: it declares none. */
  readonly reload: Reload | undefined;
  /** Whether its start is that of a process. */
  readonly startsProcess: boolean;
  /** What its starts wait for by its own declaration; those above it may declare more. */
  readonly after: ReadonlyArray<PlaceDependency>;
  /** Whether it is a service whose start, or that of one before it, is held now. */
  readonly isHeld: boolean;
  readonly parent: Place | null;
  /** Null for a node that supervises nothing. */
  readonly group: Group | null;
}

/** The record that its supervisor keeps of a node; undefined for the root. */
export const recordOf = ({ parent, id }: Place): Member | undefined =>
  parent?.group?.roster.find((entry) => entry.id === id);

export const idsIn = ({ roster }: Group): ReadonlyArray<string> => roster.map(({ id }) => id);

/** The children of a group that these records are about. */
export const placesOf = ({ places }: Group, roster: Roster): ReadonlyArray<Place> =>
  roster.flatMap(({ id }) => places.get(id) ?? []);

/** A node and all nodes under it. */
export const withThoseUnder = (place: Place): ReadonlyArray<Place> => {
  const { group } = place;
  return group === null ? [place] : [place, ...placesOf(group, group.roster).flatMap(withThoseUnder)];
};
