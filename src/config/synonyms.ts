import { suggestion } from "../policy/nearest.ts";

/** What other programs call what Sentinel has a word of its own for. */
const synonyms: Readonly<Record<string, string>> = {
  args: "command, which takes the arguments too",
  autorestart: "restart: permanent, transient or temporary",
  cmd: "command",
  count: "replicas",
  depends_on: "the order of the children, which start one after the other",
  description: "a comment",
  dir: "cwd",
  directory: "cwd",
  entrypoint: "command",
  environment: "env",
  enviroment: "env",
  envfile: "env_file",
  exec_start: "command",
  exitcodes: "success_codes",
  exp_backoff_restart_delay: "backoff",
  extends: "use",
  group: "gid, or children for a group of children",
  instances: "replicas",
  kill_timeout: "stop: { timeout: … }",
  max_restarts: "limit: { restarts: …, period: … }",
  numprocs: "replicas",
  processes: "children",
  programs: "children",
  readiness_probe: "ready",
  restart_delay: "backoff",
  script: "command",
  services: "children",
  startsecs: "min_uptime",
  stopsignal: "stop: { signal: … }",
  stop_signal: "stop: { signal: … }",
  stopwaitsecs: "stop: { timeout: … }",
  template: "use",
  user: "uid",
  workdir: "cwd",
  working_dir: "cwd",
  working_directory: "cwd",
};

/** What was probably meant by a key that there is not. */
export const meantKey = (key: string, legal: ReadonlyArray<string>): string => {
  const plain = key.toLowerCase().replaceAll("-", "_");
  return Object.hasOwn(synonyms, plain) ? `write ${synonyms[plain]}` : suggestion(key, legal);
};
