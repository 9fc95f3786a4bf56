import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { bySystem } from "../../../../system.ts";
import type { Credentials } from "./credentials.ts";

/** A command prefix that changes to another user with supplementary groups and then execs a program. */
type CommandPrefix = (uid: number, gid: number, groups: ReadonlyArray<number>) => ReadonlyArray<string>;

/** A refusal to set groups is told by `$!` alone, which perl also sets while it succeeds. */
const perl =
  '@g = split(",", $ARGV[2]); $! = 0; $) = join(" ", $ARGV[1], $ARGV[1], @g); exit 126 if $! == EPERM or $! == EINVAL; POSIX::setgid($ARGV[1]) or exit 126; POSIX::setuid($ARGV[0]) or exit 126; splice(@ARGV, 0, 3); exec { $ARGV[0] } @ARGV; exit 127';

/** From util-linux, from GNU coreutils, and Perl; Node itself can only drop all groups. */
const prefixes: ReadonlyArray<
  readonly [programs: ReadonlyArray<string>, of: (program: string) => CommandPrefix]
> = [
  [
    ["/usr/bin/setpriv", "/bin/setpriv"],
    (program) => (uid, gid, groups) => [
      program,
      ...["--reuid", String(uid), "--regid", String(gid), "--groups", groups.join(","), "--"],
    ],
  ],
  [
    ["/usr/sbin/chroot", "/usr/bin/chroot", "/sbin/chroot"],
    (program) => (uid, gid, groups) => [
      program,
      ...[`--userspec=+${uid}:+${gid}`, `--groups=${groups.join(",")}`, "--skip-chdir", "/"],
    ],
  ],
  [
    ["/usr/bin/perl", "/usr/local/bin/perl"],
    (program) => (uid, gid, groups) => [
      program,
      ...["-MPOSIX", "-e", perl, "--", String(uid), String(gid), groups.join(",")],
    ],
  ],
];

const isExecutable = (program: string): boolean => {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A command that succeeds in the groups 0 and 1. On macOS, `id` tells the groups of the user, not of its own process. */
const trial = bySystem({ linux: "[ \"$(id -G)\" = '0 1' ]", darwin: ":" });

/** Programs of the same name may lack these options. */
const works = (prefix: CommandPrefix): boolean => {
  const [program = "", ...args] = [...prefix(0, 0, [1]), "/bin/sh", "-c", trial];
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

let cachedPrefix: CommandPrefix | null | undefined;

/** The first prefix that works on this machine, determined on first use; null if none does. */
const availablePrefix = (): CommandPrefix | null => {
  cachedPrefix ??=
    prefixes
      .flatMap(([programs, of]) => programs.filter(isExecutable).map(of))
      .find((prefix) => works(prefix)) ?? null;
  return cachedPrefix;
};

/** Whether a run has supplementary groups of its own. */
export const hasGroups = ({ groups }: Credentials): boolean => groups !== null && groups.length > 0;

/** Whether supplementary groups can be set on this machine, which only root may do. */
export const canSetGroups = (): boolean => availablePrefix() !== null;

/** The words to put before a command that needs supplementary groups; none otherwise. */
export const groupsPrefix = (credentials: Credentials): ReadonlyArray<string> => {
  const { uid, gid, groups } = credentials;
  if (!hasGroups(credentials)) return [];
  return (
    availablePrefix()?.(uid ?? process.getuid?.() ?? 0, gid ?? process.getgid?.() ?? 0, groups ?? []) ?? []
  );
};
