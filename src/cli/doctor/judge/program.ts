import { type Finding, type Row, well } from "../Finding.ts";

/** The program, and what it is run by. */
export interface ProgramFacts {
  /** `v20.19.0`. */
  readonly node: string;
  /** Files of the program that are not there. */
  readonly missingFiles: ReadonlyArray<string>;
  /** Programs that start children, by what they are for; null: there is none. */
  readonly shell: string | null;
  readonly groupMaker: string | null;
  readonly fifoMaker: string | null;
  readonly hasMacPs: boolean | null;
  /** Native modules, each with why it can't be loaded; null: it can. */
  readonly native: ReadonlyArray<{ readonly name: string; readonly problem: string | null }>;
}

export const programRows = {
  node: {
    subject: "program",
    title: "Node",
    worst: "problem",
    finds: "Node is older than 20.19",
    remedy: "Install Node 20.19 or later.",
    fix: { leaves: "another version of Node is yours to choose" },
  },
  installation: {
    subject: "program",
    title: "installation",
    worst: "problem",
    finds: "a file of the program is missing",
    remedy: "Install Sentinel again; in a clone of the repository: `npm run build`.",
    fix: { leaves: "the program does not install itself" },
  },
  "better-sqlite3": {
    subject: "program",
    title: "better-sqlite3",
    worst: "problem",
    finds:
      "the native module of the database can't be loaded, for example because it was built for another version of Node: no daemon starts",
    remedy: "Build it for this version of Node, in the folder where Sentinel is installed.",
    fix: { leaves: "building native code needs the network or a compiler" },
  },
  argon2: {
    subject: "program",
    title: "argon2",
    worst: "problem",
    finds: "the native module that hashes passwords can't be loaded: no user can log in with a password",
    remedy: "Install Sentinel again on this machine: its modules are those of another system.",
    fix: { leaves: "installing modules needs the network" },
  },
  shell: {
    subject: "program",
    title: "shell",
    worst: "warning",
    finds: "there is no dash for the shims: an exit code and a signal can't always be told apart",
    remedy: "Install dash.",
    fix: { leaves: "installing packages is up to the package manager of the system" },
  },
  "process-groups": {
    subject: "program",
    title: "process groups",
    worst: "warning",
    finds:
      "neither setsid nor perl is there: Node starts the session of each run, with a process of some 40 MB",
    remedy: "Install util-linux, which has setsid, or perl.",
    fix: { leaves: "installing packages is up to the package manager of the system" },
  },
  mkfifo: {
    subject: "program",
    title: "mkfifo",
    worst: "problem",
    finds: "mkfifo is not on the PATH: no child can be started",
    remedy: "Install coreutils, or put the folder of mkfifo on the PATH.",
    fix: { leaves: "installing packages is up to the package manager of the system" },
  },
  ps: {
    subject: "program",
    title: "ps",
    worst: "problem",
    finds: "there is neither /proc nor /bin/ps: the processes of children can't be identified",
    remedy: "Install procps, or mount /proc.",
    fix: { leaves: "installing packages is up to the package manager of the system" },
  },
} as const satisfies Record<string, Row>;

const isOldNode = (node: string): boolean => {
  const [major = 0, minor = 0] = node.replace(/^v/, "").split(".").map(Number);
  return major < 20 || (major === 20 && minor < 19);
};

const there = (
  id: string,
  program: string | null,
  verdict: "warning" | "problem",
  without: string,
): Finding => (program === null ? { id, found: without, verdict } : well(id, program));

/** The modules that are built for one version of Node, with the command that builds them. */
const rebuilt: Readonly<Record<string, string>> = { "better-sqlite3": "npm rebuild better-sqlite3" };

const nativeFinding = ({ name, problem }: ProgramFacts["native"][number]): Finding => {
  if (problem === null) return well(name, "can be loaded");
  const command = rebuilt[name];
  return { id: name, found: problem, verdict: "problem", ...(command === undefined ? {} : { command }) };
};

/** Judge the program and what it needs of the system. */
export const judgeProgram = (facts: ProgramFacts): ReadonlyArray<Finding> => {
  const { node, missingFiles, shell, groupMaker, fifoMaker, hasMacPs, native } = facts;
  return [
    { id: "node", found: node, verdict: isOldNode(node) ? "problem" : "ok" },
    missingFiles.length === 0
      ? well("installation", "complete")
      : { id: "installation", found: `not there: ${missingFiles.join(", ")}`, verdict: "problem" },
    ...native.map(nativeFinding),
    there("shell", shell, "warning", "no dash"),
    there("process-groups", groupMaker, "warning", "neither setsid nor perl"),
    there("mkfifo", fifoMaker, "problem", "not on the PATH"),
    ...(hasMacPs === null
      ? []
      : [
          hasMacPs ? well("ps", "/bin/ps") : ({ id: "ps", found: "no /bin/ps", verdict: "problem" } as const),
        ]),
  ];
};
