/** Where programs are on the systems that Sentinel runs on, those of Homebrew included. */
const usualFolders = [
  ...["/opt/homebrew/bin", "/opt/homebrew/sbin", "/usr/local/bin", "/usr/local/sbin"],
  ...["/usr/bin", "/bin", "/usr/sbin", "/sbin"],
];

/** Folders that npm, fnm and the like put on the PATH for one command or one shell. */
const ofOneShell =
  /\/node_modules\/\.bin$|\/fnm_multishells\/|\/node-gyp-bin$|^\/(private\/)?(tmp|var\/folders)\//;

/**
 * The PATH of a service's daemon: that of the shell that installs it, so that its children find the same programs as
 * under `sentinel up`, and the usual folders.
 */
export const servicePath = (own: string, exists: (folder: string) => boolean): string => {
  const lasting = own.split(":").filter((folder) => folder.startsWith("/") && !ofOneShell.test(folder));
  return [...new Set([...lasting, ...usualFolders.filter(exists)])].join(":");
};
