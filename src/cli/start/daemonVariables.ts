/** The variable that lists the variables meant for the daemon alone, so that it can remove them. */
const mark = "SENTINEL_OWN_VARIABLES";

/**
 * Have glibc keep little of what has been freed (mallopt(3)): a daemon needs most memory while it starts, and then mostly
 * sleeps. V8 compiles in blocks of up to 32 kB; allocated separately, they are returned one by one, whatever lies between them.
 * With one arena, the threads don't each keep free blocks of their own.
 */
const mallocSettings = {
  MALLOC_TRIM_THRESHOLD_: "65536",
  MALLOC_MMAP_THRESHOLD_: "32768",
  MALLOC_ARENA_MAX: "1",
};

/** The environment to start a daemon with. Variables set by the user stay as they are. */
export const withDaemonVariables = <Value extends string | undefined>(
  variables: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value | string>> => {
  const own = Object.keys(mallocSettings).filter((name) => variables[name] === undefined);
  return { ...mallocSettings, ...variables, [mark]: own.join(" ") };
};

/** Called in the daemon before it has children: its own variables have been read and must not be inherited. */
export const removeDaemonVariables = (variables: NodeJS.ProcessEnv): void => {
  for (const name of variables[mark]?.split(" ") ?? []) delete variables[name];
  delete variables[mark];
};
