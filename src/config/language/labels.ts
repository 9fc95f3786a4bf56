/** What people read of a key besides its description. */
interface Label {
  /** Its name in words. */
  readonly title?: string;
  /** Values as they are written in a file. */
  readonly examples?: ReadonlyArray<string>;
}

const duration = ["500ms", "10s", "1h30m"];

/**
 * The labels of keys: by the name of the key, or by `MAP.KEY` for one that means something else in that map. Other keys
 * are named by their own words, as "Restart" and "Success codes".
 */
const labels: Readonly<Record<string, Label>> = {
  command: { examples: ["node server.js", '["node", "server.js"]'] },
  cwd: { title: "Working directory", examples: ["./api"] },
  env: { title: "Environment" },
  "secret.env": { title: "Variable of the daemon", examples: ["API_TOKEN"] },
  env_file: { title: "Environment files", examples: ["web.env", "local.env?"] },
  inherit_env: { title: "Inherited environment", examples: ["true", "[LANG, TZ]"] },
  uid: { title: "User", examples: ["www-data"] },
  gid: { title: "Group", examples: ["www-data"] },
  groups: { title: "Supplementary groups", examples: ["[adm, 44]"] },
  umask: { examples: ["022"] },
  port: { examples: ["3000", "auto"] },
  limits: { title: "Limits of the kernel" },
  "limits.open_files": { examples: ["4096", "1024:4096"] },
  "limits.core": { title: "Core dump", examples: ["0", "unlimited"] },
  "limits.file_size": { title: "Size of a file", examples: ["1GB"] },
  "limits.stack": { examples: ["8MiB"] },
  "limits.cpu_time": { title: "Processor time", examples: ["10m"] },
  "limits.locked_memory": { examples: ["64MiB"] },
  "limits.address_space": { examples: ["4GiB"] },
  "limits.memory": { title: "Memory of all processes", examples: ["512MiB"] },
  "limits.cpu": { title: "Cores of all processes", examples: ["1.5"] },
  "limits.processes": { title: "Number of processes", examples: ["200"] },
  nice: { title: "Priority", examples: ["10"] },
  watch: { title: "Watched files", examples: ["src", "[src, config.json]"] },
  "watch.paths": { title: "Files and folders", examples: ["[src]"] },
  "watch.include": { title: "Only", examples: ['["*.ts"]'] },
  "watch.ignore": { examples: ['["*.tmp"]'] },
  "watch.debounce": { title: "Quiet time", examples: ["500ms"] },
  use: { title: "Templates", examples: ["node"] },
  min_uptime: { title: "Minimum uptime", examples: duration },
  ready: { title: "Readiness" },
  "ready.min_uptime": { title: "Stays alive for", examples: duration },
  "ready.log": { title: "Prints a line that matches", examples: ["listening on \\d+"] },
  "ready.notify": { title: "Writes to file descriptor", examples: ["3"] },
  "ready.timeout": { title: "Timeout", examples: ["60s"] },
  oneshot: { title: "One-off job" },
  memory: { title: "Memory limit", examples: ["512MB"] },
  restart_above: { title: "Restart above", examples: ["512MB", "2GiB"] },
  samples: { title: "Samples in a row" },
  max_runtime: { title: "Longest runtime", examples: ["24h"] },
  "max_runtime.after": { title: "Restart after", examples: ["24h"] },
  spread: { title: "Spread", examples: ["1h"] },
  quota: { title: "Quota" },
  "quota.children": { title: "Children" },
  "quota.memory": { title: "Memory", examples: ["4GB"] },
  "quota.restarts": { title: "Restarts" },
  "quota.period": { title: "Within", examples: ["1h"] },
  provision: { title: "Checks on demand" },
  "provision.check": { title: "Each check" },
  max_checks: { title: "At most" },
  stop: { title: "Stopping" },
  "stop.signal": { title: "Signal", examples: ["SIGTERM", "SIGINT"] },
  "stop.timeout": { title: "Timeout", examples: ["10s"] },
  shutdown: { title: "Time to stop" },
  logs: { title: "Output kept" },
  max_size: { title: "Size of a file", examples: ["20MB"] },
  max_age: { title: "Age", examples: ["7d"] },
  max_files: { title: "Number of files" },
  max_total: { title: "Total size", examples: ["1GB"] },
  backoff: { title: "Delays between restarts" },
  "backoff.initial": { title: "First delay", examples: ["1s"] },
  "backoff.max": { title: "Longest delay", examples: ["60s"] },
  "backoff.reset_after": { title: "Reset after", examples: ["60s"] },
  "backoff.healthy_after": { title: "Healthy after", examples: ["1s"] },
  limit: { title: "Restart limit" },
  "limit.restarts": { title: "Restarts", examples: ["10"] },
  "limit.period": { title: "Within", examples: ["5m"] },
  on_limit: { title: "When the limit is exceeded" },
  retry_failed: { title: "Retry when failed", examples: ["5m", "never"] },
  intensity: { title: "Allowed restarts", examples: ["5"] },
  period: { title: "Within", examples: ["60s"] },
  update: { title: "Rolling update" },
  max_parallel: { title: "At the same time", examples: ["2"] },
  min_healthy_time: { title: "Minimum healthy time", examples: ["10s"] },
  healthy_deadline: { title: "Healthy deadline", examples: ["5m"] },
  auto_shutdown: { title: "Automatic shutdown" },
  start: { title: "Start order" },
  autostart: { title: "Automatic start" },
  "secret.file": { title: "File", examples: ["./secrets/database"] },
  "secret.key": { title: "Variable in the file", examples: ["PASSWORD"] },
};

const inWords = (key: string): string => {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The label of a key of a map, which has a name itself unless it is the whole file. */
export const labelOf = (map: string, key: string): Label & { readonly title: string } => {
  const label = labels[`${map}.${key}`] ?? labels[key];
  return { ...label, title: label?.title ?? inWords(key) };
};
