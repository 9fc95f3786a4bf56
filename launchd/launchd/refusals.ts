import type { ServiceProblem } from "../ServiceManager.ts";

/** What can be seen of a service that launchd refuses with 5, which stands for all of these. */
export interface Circumstances {
  readonly label: string;
  readonly target: string;
  readonly definition: string;
  /** The plist's owner and mode; null: it is not there. */
  readonly file: { readonly uid: number; readonly mode: number } | null;
  /** Whom it must belong to. */
  readonly owner: number;
  /** What plutil finds wrong with it; null: nothing, or there is no plutil. */
  readonly fault: string | null;
  readonly isDisabled: boolean;
  /** The pid of the job if it is loaded, and null if it isn't; `idle`: it is loaded and has no process. */
  readonly loaded: number | "idle" | null;
  readonly isStopping: boolean;
  /** The volume of the plist, if that ignores who owns its files. */
  readonly volumeWithoutOwners: string | null;
}

/** A cause, and whether it passes by itself: then another try may succeed. */
export interface Cause extends ServiceProblem {
  readonly passes: boolean;
}

const writableByOthers = 0o022;

/** Every cause that can be seen of launchd's `5: Input/output error`. */
export const causesOfRefusal = (seen: Circumstances): ReadonlyArray<Cause> => {
  const { label, target, definition, file, owner, fault, isDisabled, loaded, isStopping } = seen;
  const cause = (what: string, remedy: string): Cause => ({ what, remedy, passes: false });
  const passing = (what: string, remedy: string): Cause => ({ what, remedy, passes: true });
  return [
    ...(file === null ? [cause(`${definition} is not there`, "install the service again")] : []),
    ...(file !== null && file.uid !== owner
      ? [
          cause(
            `${definition} belongs to user ${file.uid}, and launchd takes it from user ${owner} only`,
            `\`sudo chown ${owner === 0 ? "root:wheel" : owner} '${definition}'\``,
          ),
        ]
      : []),
    ...(file !== null && (file.mode & writableByOthers) !== 0
      ? [cause(`others may write to ${definition}`, `\`chmod 644 '${definition}'\``)]
      : []),
    ...(fault === null ? [] : [cause(`${definition} is not valid: ${fault}`, "install the service again")]),
    ...(isDisabled
      ? [
          cause(
            `${label} is disabled`,
            `\`launchctl enable ${target}\`, or switch it on in System Settings, General, Login Items & Extensions`,
          ),
        ]
      : []),
    ...(seen.volumeWithoutOwners === null
      ? []
      : [
          cause(
            `${definition} is on ${seen.volumeWithoutOwners}, which ignores who owns its files`,
            `\`sudo diskutil enableOwnership ${seen.volumeWithoutOwners}\``,
          ),
        ]),
    ...(isStopping
      ? [
          passing(
            "its last daemon is still stopping",
            "wait until `sentinel service status` says that it has",
          ),
        ]
      : loaded !== null
        ? [
            passing(
              `${label} is loaded already${loaded === "idle" ? "" : `, with pid ${loaded}`}`,
              "`sentinel service restart` starts another daemon, `sentinel service uninstall` removes it",
            ),
          ]
        : []),
  ];
};

/** The volume that holds a path, if `mount` says that it ignores owners; else null. */
export const volumeWithoutOwners = (mounted: string, path: string): string | null => {
  const volumes = mounted.split("\n").flatMap((line) => {
    const [, place, options] = / on (\/.*) \(([^()]*)\)$/.exec(line) ?? [];
    return place === undefined || options === undefined ? [] : [{ place, options: options.split(", ") }];
  });
  const isIn = (place: string): boolean => place === "/" || path === place || path.startsWith(`${place}/`);
  const [nearest] = volumes
    .filter(({ place }) => isIn(place))
    .sort((one, other) => other.place.length - one.place.length);
  return nearest?.options.includes("noowners") ? nearest.place : null;
};
