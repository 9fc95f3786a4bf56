/** Names the variables that a daemon was given for itself, so that it can forget them. */
const mark = "SENTINEL_OWN_VARIABLES";

/**
 * glibc gives memory back from this many free bytes on, and takes so large pieces from the system one by one
 * (mallopt(3)): a daemon mostly sleeps, and has most to do while it starts.
 */
const frugal: NodeJS.ProcessEnv = { MALLOC_TRIM_THRESHOLD_: "65536", MALLOC_MMAP_THRESHOLD_: "65536" };

type Variables = Readonly<NodeJS.ProcessEnv>;

/** The environment to start a daemon with. What the user has set stays as it is. */
export const withOwnVariables = (given: Variables): Variables => {
  const own = Object.keys(frugal).filter((name) => given[name] === undefined);
  return { ...frugal, ...given, [mark]: own.join(" ") };
};

/** In the daemon, before it has children: what was meant for it alone is read by now, and not theirs to inherit. */
export const forgetOwnVariables = (variables: NodeJS.ProcessEnv): void => {
  for (const name of variables[mark]?.split(" ") ?? []) delete variables[name];
  delete variables[mark];
};
