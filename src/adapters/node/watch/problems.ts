/** What is in the way of watching several paths, as one message; null once nothing is. */
export const problemsOf = (
  report: (message: string | null) => void,
): ((path: string, message: string | null) => void) => {
  const problems = new Map<string, string>();
  return (path, message) => {
    if (message === null) problems.delete(path);
    else problems.set(path, message);
    report(problems.size === 0 ? null : [...problems.values()].join("; "));
  };
};

/** Why the system refuses a watch. */
export const watchProblem = (path: string, error: unknown): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC")
    return `${path} is not watched: the user has no watches left (fs.inotify.max_user_watches); raise that with sysctl, or name fewer folders in watch`;
  if (code === "EMFILE")
    return `${path} is not watched: the user has no inotify instances left (fs.inotify.max_user_instances); raise that with sysctl`;
  return `${path} is not watched: ${error instanceof Error ? error.message : String(error)}`;
};
