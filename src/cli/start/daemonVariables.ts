/** The variable that lists the variables meant for the daemon alone, so that it can remove them. */
const mark = "SENTINEL_OWN_VARIABLES";

/**
 * Have glibc return memory once this many bytes are free, and allocate blocks of this size separately (mallopt(3)): a
 * daemon needs most memory while it starts, and then mostly sleeps.
 */
const mallocSettings: NodeJS.ProcessEnv = {
  MALLOC_TRIM_THRESHOLD_: "65536",
  MALLOC_MMAP_THRESHOLD_: "65536",
};

type Variables = Readonly<NodeJS.ProcessEnv>;

/** The environment to start a daemon with. Variables set by the user stay as they are. */
export const withDaemonVariables = (variables: Variables): Variables => {
  const own = Object.keys(mallocSettings).filter((name) => variables[name] === undefined);
  return { ...mallocSettings, ...variables, [mark]: own.join(" ") };
};

/** Called in the daemon before it has children: its own variables have been read and must not be inherited. */
export const removeDaemonVariables = (variables: NodeJS.ProcessEnv): void => {
  for (const name of variables[mark]?.split(" ") ?? []) delete variables[name];
  delete variables[mark];
};
