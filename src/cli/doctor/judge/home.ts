import { type Finding, type Row, well } from "../Finding.ts";

/** An entry of a home with its mode and owner. */
export interface HomeEntry {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
}

/** The folder of a home. */
export interface HomeFacts {
  readonly home: string;
  /** Why it can't be used; null if it can. */
  readonly problem: string | null;
  /** Null: it does not exist yet. */
  readonly folder: HomeEntry | null;
  /** What is directly in it. */
  readonly entries: ReadonlyArray<HomeEntry>;
  /** The user that doctor runs as. */
  readonly uid: number;
  /** Bytes of the socket's path, and how many it may have. */
  readonly socketPath: { readonly length: number; readonly longest: number };
  /** Whether a daemon holds the home. */
  readonly isHeld: boolean;
}

export const homeRows = {
  home: {
    subject: "home",
    title: "home",
    worst: "problem",
    finds: "the folder can't be used or created as a home",
    remedy: "Choose another --home.",
    fix: { leaves: "you choose where the home is" },
  },
  "home-mode": {
    subject: "home",
    title: "mode of the home",
    worst: "problem",
    finds: "other users can look into the home, or its owner can't write there",
    remedy: "Restrict it to yourself.",
    fix: { does: "sets mode 0700" },
  },
  "home-owner": {
    subject: "home",
    title: "owner of the home",
    worst: "problem",
    finds:
      "the home or a file in it belongs to another user, as after a command with sudo: a daemon of yours can't write it",
    remedy: "Make them yours again.",
    fix: { leaves: "only root can give files to another user" },
  },
  "private-files": {
    subject: "home",
    title: "private files",
    worst: "warning",
    finds: "other users may read a file with keys or passwords' hashes",
    remedy: "Restrict them to yourself.",
    fix: { does: "removes the permissions of group and others" },
  },
  "home-folders": {
    subject: "home",
    title: "folders of the home",
    worst: "problem",
    finds: "a folder that the running daemon needs was removed: children can't be started",
    remedy: "Create it again, or let another daemon take over, which creates what is missing.",
    fix: { does: "creates the folder" },
  },
  "socket-path": {
    subject: "home",
    title: "path of the socket",
    worst: "problem",
    finds: "the path of the home is too long for a socket in it; a warning within 5 bytes of the limit",
    remedy: "Choose a shorter --home.",
    fix: { leaves: "you choose where the home is" },
  },
} as const satisfies Record<string, Row>;

const shownMode = (mode: number): string => mode.toString(8).padStart(4, "0");

const quote = (path: string): string =>
  /^[\w@%+=:,./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;

const judgeFolder = ({ home, problem, folder }: HomeFacts): Finding => {
  if (problem !== null) return { id: "home", found: problem, verdict: "problem" };
  return well("home", folder === null ? `${home}, which does not exist yet` : home);
};

const judgeMode = ({ path, mode }: HomeEntry): Finding => {
  const isOpen = (mode & 0o077) !== 0;
  const isClosed = (mode & 0o700) !== 0o700;
  if (!isOpen && !isClosed) return well("home-mode", shownMode(mode));
  return {
    id: "home-mode",
    found: shownMode(mode),
    verdict: "problem",
    command: `chmod 700 ${quote(path)}`,
    fix: { kind: "set modes", paths: [{ path, mode: 0o700 }] },
  };
};

const listed = (names: ReadonlyArray<string>): string => {
  const [first = "", second = "", ...more] = names;
  if (more.length > 0) return `${first}, ${second} and ${more.length} more`;
  return names.join(" and ");
};

const nameOf = ({ path }: HomeEntry): string => path.slice(path.lastIndexOf("/") + 1);

const judgeOwner = ({ folder, entries, uid }: HomeFacts & { readonly folder: HomeEntry }): Finding => {
  const foreign = [folder, ...entries].filter((entry) => entry.uid !== uid);
  const [first] = foreign;
  if (first === undefined) return well("home-owner", "you");
  return {
    id: "home-owner",
    found: `${listed(foreign.map(nameOf))} belong${foreign.length === 1 ? "s" : ""} to uid ${first.uid}`,
    // Root writes everywhere.
    verdict: uid === 0 ? "warning" : "problem",
    command:
      uid === 0 ? `chown -R root ${quote(folder.path)}` : `sudo chown -R $(id -u) ${quote(folder.path)}`,
  };
};

/** The files with keys and hashes of passwords. */
const isSecret = (name: string): boolean =>
  /^(sentinel\.db(-wal|-shm)?|journal\.db|revisions\.db|tls\.pem|open\.html)$/.test(name);

const judgeSecrets = ({ entries }: HomeFacts): Finding => {
  const open = entries.filter((entry) => isSecret(nameOf(entry)) && (entry.mode & 0o077) !== 0);
  if (open.length === 0) return well("private-files", "readable by you alone");
  return {
    id: "private-files",
    found: open.map((entry) => `${nameOf(entry)} has mode ${shownMode(entry.mode)}`).join(", "),
    verdict: "warning",
    command: `chmod go= ${open.map(({ path }) => quote(path)).join(" ")}`,
    fix: { kind: "set modes", paths: open.map(({ path, mode }) => ({ path, mode: mode & 0o700 })) },
  };
};

/** Those that a daemon creates when it starts or first uses them, and expects from then on. */
const needed = ["spare"];

const judgeFolders = ({ home, entries, isHeld }: HomeFacts): Finding => {
  const names = new Set(entries.map(nameOf));
  const missing = isHeld ? needed.filter((name) => !names.has(name)) : [];
  if (missing.length === 0) return well("home-folders", isHeld ? "there" : "created when a daemon starts");
  return {
    id: "home-folders",
    found: `not there: ${missing.join(", ")}`,
    verdict: "problem",
    command: "sentinel up --detach --replace",
    fix: { kind: "make folders", paths: missing.map((name) => `${home}/${name}`) },
  };
};

const judgeSocketPath = ({ socketPath: { length, longest } }: HomeFacts): Finding => ({
  id: "socket-path",
  found: `${length} of ${longest} bytes`,
  verdict: length > longest ? "problem" : length > longest - 5 ? "warning" : "ok",
});

/** Judge the folder of a home, which need not exist yet. */
export const judgeHome = (facts: HomeFacts): ReadonlyArray<Finding> => {
  const { folder, problem } = facts;
  const found = folder === null ? null : { ...facts, folder };
  return [
    judgeFolder(facts),
    ...(found === null || problem !== null
      ? []
      : [judgeMode(found.folder), judgeOwner(found), judgeSecrets(facts), judgeFolders(facts)]),
    judgeSocketPath(facts),
  ];
};
