/** What launchctl has answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What an answer means for the service that was asked about. */
export interface Meaning {
  readonly kind:
    | "done"
    /** Asked for, and not yet done. */
    | "in progress"
    /** The service is not loaded. */
    | "not loaded"
    /** There is no such login session. */
    | "no domain"
    /** launchd gives no reason: there are several (refusals.ts). */
    | "input/output error"
    | "refused";
  /** What happened and why, for a sentence; empty if it is done. */
  readonly what: string;
  readonly remedy: string;
}

export type Verb = "bootstrap" | "bootout" | "print" | "kickstart" | "kill" | "enable" | "print-disabled";

/** Old verbs, and some of the new ones, report a failure and end with 0. */
const codeOf = ({ code, err }: Answer): number => {
  const printed = /\bfailed: (\d+):/.exec(err)?.[1];
  return code === 0 && printed !== undefined ? Number(printed) : code;
};

const done: Meaning = { kind: "done", what: "", remedy: "" };

const noSession: Meaning = {
  kind: "no domain",
  what: "this user is not logged in at the screen",
  remedy:
    "log in there and try again, or have it run without a login: `sudo sentinel service install --system --as USER`",
};

const notLoaded: Meaning = {
  kind: "not loaded",
  what: "the service is not loaded",
  remedy: "`sentinel service start` loads it, and `sentinel service install` installs it",
};

/** What launchctl's exit codes mean for every verb; they are those of launchd, beside the system's own. */
const meanings: Readonly<Record<number, Meaning>> = {
  0: done,
  1: {
    kind: "refused",
    what: "only root may change services of the machine",
    remedy: "type it with `sudo`",
  },
  3: { kind: "not loaded", what: "its daemon doesn't run", remedy: "`sentinel service start` starts it" },
  5: {
    kind: "input/output error",
    what: "launchd refuses it without a reason (5)",
    remedy: "the reason is in the system's log: `log show --predicate 'process == \"launchd\"' --last 2m`",
  },
  36: {
    kind: "in progress",
    what: "its daemon is still stopping",
    remedy: "wait until it has ended; `sentinel service status` shows it",
  },
  37: {
    kind: "in progress",
    what: "it is loaded already, or its last daemon is still stopping",
    remedy: "wait a little and try again; `sentinel service status` shows it",
  },
  64: {
    kind: "refused",
    what: "launchd does not understand the name of the service",
    remedy: "choose another --name, of letters, digits, `.`, `-` and `_`",
  },
  112: noSession,
  113: notLoaded,
  119: {
    kind: "refused",
    what: "the service is disabled",
    remedy:
      "switch it on in System Settings, General, Login Items & Extensions, where it may be listed under the name of node's signer; or `launchctl enable` it",
  },
  122: {
    kind: "refused",
    what: "its plist has the wrong owner or mode",
    remedy:
      "it must belong to root:wheel with mode 644: `sudo sentinel service install --system` writes it so",
  },
  125: {
    ...noSession,
    what: "there is no login session at the screen, or background items are switched off",
    remedy: `${noSession.remedy}; if you are logged in there, allow it in System Settings, General, Login Items & Extensions`,
  },
};

/** An answer in launchctl's own words: its last line that says something. */
const ownWords = ({ code, err, out }: Answer): string => {
  const lines = `${out}\n${err}`.split("\n").filter((line) => line.trim() !== "");
  return `launchctl says "${lines[lines.length - 1]?.trim() ?? "nothing"}" (${code})`;
};

/** What an answer of launchctl to one of its verbs means. */
export const meaningOf = (verb: Verb, answer: Answer): Meaning => {
  const code = codeOf(answer);
  // A service that is not there need not be removed.
  if (verb === "bootout" && [3, 113, 125, 112].includes(code)) return done;
  return (
    meanings[code] ?? {
      kind: "refused",
      what: ownWords(answer),
      remedy: "`launchctl error CODE` explains the code",
    }
  );
};
