/** A path of node to write into a plist or unit. */
interface NodePath {
  readonly path: string;
  /** Why this path may not last, and what to do; null if it does. */
  readonly warning: string | null;
}

/** The folders of programs that keep several versions of node, by their names. */
const versionManagers: ReadonlyArray<readonly [name: string, place: RegExp]> = [
  ["nvm", /\/\.?nvm\/(versions|v\d)/],
  ["fnm", /\/\.?fnm(_multishells)?\//],
  ["volta", /\/\.?volta\//],
  ["asdf", /\/\.?asdf\//],
  ["mise", /\/mise\//],
  ["nodenv", /\/\.?nodenv\//],
  ["n", /\/n\/versions\/node\//],
];

/** Homebrew removes the folder of a version when it upgrades it; `opt` leads to the installed one. */
const inCellar = /^(.*)\/Cellar\/([^/]+)\/[^/]+\/bin\/node$/;

/** A revision of a snap is removed after an upgrade; `current` leads to the installed one. */
const inSnap = /^(\/snap\/[^/]+)\/(?!current\/)[^/]+\/(.*)$/;

const withWarning = (path: string): NodePath => {
  const manager = versionManagers.find(([, place]) => place.test(path))?.[0];
  return {
    path,
    warning:
      manager === undefined
        ? null
        : `${path} belongs to ${manager}: when ${manager} removes this version of node, the service no longer starts; install node for the whole machine, or run \`sentinel service install\` again after each change`,
  };
};

/**
 * The path of node that lasts longest. `running`: that of this process, with links resolved. `typed`: how it was called,
 * which is kept if it is absolute.
 */
export const stableNodePath = (
  running: string,
  typed: string,
  exists: (path: string) => boolean,
): NodePath => {
  const called = typed.startsWith("/") ? typed : running;
  const [, prefix, formula] = inCellar.exec(called) ?? [];
  const [, snap, rest] = inSnap.exec(called) ?? [];
  const lasting =
    prefix !== undefined
      ? `${prefix}/opt/${formula}/bin/node`
      : snap !== undefined
        ? `${snap}/current/${rest}`
        : null;
  return withWarning(lasting !== null && exists(lasting) ? lasting : called);
};
