import { type Finding, type Row, well } from "../Finding.ts";

/** Where a home is. Paths have no links in them. */
export interface PlaceFacts {
  readonly path: string;
  readonly userFolder: string;
  /** The network file system; null: it is local; undefined: that can't be seen on this system. */
  readonly network: string | null | undefined;
  /** Names of files in the folders above, by which a synchronised folder is recognised. */
  readonly marks: ReadonlyArray<string>;
  /** Folders of which a program of this system removes old files. */
  readonly cleaned: ReadonlyArray<{ readonly folder: string; readonly by: string }>;
  /** Whether the system protects some folders of a user from its programs, as macOS does. */
  readonly protectsFolders: boolean;
}

const yours = { leaves: "you choose where the home is" };

export const placeRows = {
  "file-system": {
    subject: "home",
    title: "file system",
    worst: "problem",
    finds: "the home is on a network file system, where FIFOs and locks don't work",
    remedy: "Choose a --home on a local disk.",
    fix: yours,
  },
  "synchronised-folder": {
    subject: "home",
    title: "synchronised folder",
    worst: "warning",
    finds:
      "the home is in a folder that a program copies to the cloud (iCloud, Dropbox, OneDrive, Google Drive, Nextcloud, Syncthing): it may damage the database and take files away",
    remedy: "Choose a --home outside of it; without --home, it is in ~/.sentinel.",
    fix: yours,
  },
  "protected-folder": {
    subject: "home",
    title: "protected folder",
    worst: "warning",
    finds:
      "the home is in a folder that macOS protects (Documents, Desktop, Downloads, another volume): a daemon started by launchd may not enter it",
    remedy: "Choose a --home outside of it, or give node Full Disk Access in the settings of macOS.",
    fix: yours,
  },
  "cleaned-folder": {
    subject: "home",
    title: "temporary folder",
    worst: "warning",
    finds: "the home is in a folder that the system clears, at boot or when files get old",
    remedy: "Choose a --home that stays.",
    fix: yours,
  },
} as const satisfies Record<string, Row>;

export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`);

/** Part of a path below the user's folder → what copies it. */
const synchronised: ReadonlyArray<readonly [RegExp, string]> = [
  [/^Library\/Mobile Documents(\/|$)/, "iCloud"],
  [/^Library\/CloudStorage\/([A-Za-z]+)/, "$1"],
  [/^Dropbox[^/]*(\/|$)/, "Dropbox"],
  [/^OneDrive[^/]*(\/|$)/, "OneDrive"],
  [/^Google ?Drive[^/]*(\/|$)/, "Google Drive"],
  [/^iCloud ?Drive[^/]*(\/|$)/, "iCloud"],
  [/^(Nextcloud|ownCloud|Syncthing|pCloudDrive|MEGA|Box)(\/|$)/, "$1"],
];

const markedBy: Readonly<Record<string, string>> = {
  ".stfolder": "Syncthing",
  ".dropbox.cache": "Dropbox",
  ".owncloudsync.log": "ownCloud",
};

const synchronisedBy = ({ path, userFolder, marks }: PlaceFacts): string | null => {
  const mark = marks.find((name) => name in markedBy);
  if (mark !== undefined) return markedBy[mark] ?? null;
  if (!isBelow(path, userFolder)) return null;
  const below = path.slice(userFolder.replace(/\/$/, "").length + 1);
  for (const [pattern, name] of synchronised) {
    const match = pattern.exec(below);
    if (match) return name === "$1" ? (match[1] ?? null) : name;
  }
  return null;
};

const judgeFileSystem = ({ network }: PlaceFacts): ReadonlyArray<Finding> => {
  if (network === undefined) return [];
  return [
    network === null
      ? well("file-system", "local")
      : { id: "file-system", found: `${network}, over the network`, verdict: "problem" },
  ];
};

const judgeSynchronised = (facts: PlaceFacts): Finding => {
  const by = synchronisedBy(facts);
  return by === null
    ? well("synchronised-folder", "no")
    : { id: "synchronised-folder", found: `${by} copies it`, verdict: "warning" };
};

const judgeProtected = ({ path, userFolder, protectsFolders }: PlaceFacts): ReadonlyArray<Finding> => {
  if (!protectsFolders) return [];
  const folders = [
    ...["Documents", "Desktop", "Downloads"].map((name) => `${userFolder}/${name}`),
    "/Volumes",
  ];
  const within = folders.find((folder) => isBelow(path, folder));
  return [
    within === undefined
      ? well("protected-folder", "no")
      : { id: "protected-folder", found: `below ${within}`, verdict: "warning" },
  ];
};

const judgeCleaned = ({ path, cleaned }: PlaceFacts): Finding => {
  const within = cleaned.find(({ folder }) => isBelow(path, folder));
  return within === undefined
    ? well("cleaned-folder", "no")
    : { id: "cleaned-folder", found: `below ${within.folder}: ${within.by}`, verdict: "warning" };
};

/** Judge where a home is. */
export const judgePlace = (facts: PlaceFacts): ReadonlyArray<Finding> => [
  ...judgeFileSystem(facts),
  judgeSynchronised(facts),
  ...judgeProtected(facts),
  judgeCleaned(facts),
];
