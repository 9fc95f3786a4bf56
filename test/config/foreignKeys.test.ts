import { describe, expect, it } from "vitest";
import { tables } from "../../src/config/import/tables.ts";
import { foreignHints, squashed } from "../../src/config/language/foreign/foreignKey.ts";
import { ServiceFile } from "../../src/config/language/language.ts";
import { plannedKeys } from "../../src/config/language/plannedKeys.ts";
import { hintForKey, hintForRestart } from "../../src/config/language/synonyms.ts";

/** The keys of a service in docker compose's specification, which Sentinel doesn't import. */
const compose = `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs
container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset
credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname driver_opts
entrypoint env_file environment expose extends external_links extra_hosts gpus group_add healthcheck hostname image
init ipc isolation label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit
models network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop
privileged profiles provider pull_policy read_only restart runtime scale secrets security_opt shm_size stdin_open
stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes
volumes_from working_dir`.split(/\s+/);

/** The keys of a service, and the one that makes it a job. */
const legal = [...Object.keys(ServiceFile.fields), "schedule"];

/** The keys that a file of the format may have, as its table of the import names them. */
const keysOf = (format: string): ReadonlyArray<string> =>
  tables
    .filter((table) => table.format === format)
    .flatMap(({ rows }) => rows.flatMap(({ key, aliases = [] }) => [key, ...aliases]))
    .map((key) => key.split(".")[0] ?? "")
    .filter((key) => /^\w+$/.test(key));

const unanswered = (keys: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(keys)].filter(
    (key) => !legal.includes(key) && !plannedKeys.has(key) && /^(known|did you)/.test(hintForKey(key, legal)),
  );

// F8: startretries, interpreter, ExecStart … were answered with the list of all keys.
describe("a key of another tool gets a hint what to write instead", () => {
  it.each(["pm2", "supervisord", "process-compose", "systemd", "launchd"])("of %s", (format) => {
    expect(keysOf(format).length).toBeGreaterThan(20);
    expect(
      unanswered(keysOf(format)).filter((key) => !["name", "version", "templates"].includes(key)),
    ).toEqual([]);
  });

  it("of docker compose", () => {
    expect(unanswered(compose)).toEqual([]);
  });

  it("in any spelling", () => {
    for (const key of ["ExecStart", "exec_start", "execstart", "exec-start"])
      expect(hintForKey(key, legal)).toBe("write command");
    expect(hintForKey("Restart", legal)).toBe("write restart");
    expect(hintForKey("RestartSec", legal)).toBe("write backoff: { initial: …, factor: …, max: … }");
    expect(hintForKey("max_memory_restart", legal)).toBe("write memory: { restart_above: … }");
    expect(hintForKey("ConditionPathExists", legal)).toContain("conditions are not supported");
  });

  // ExecReload, ExecStartPost and others stood in two rows, of which the older one said that there is no such feature.
  it("and each key stands in one row, none of which refers to a later version", () => {
    const rows = foreignHints.flatMap(([, keys], row) =>
      [...new Set(keys.split(/\s+/).map(squashed))].map((key) => ({ key, row })),
    );
    expect(rows.filter(({ key, row }) => rows.some((one) => one.key === key && one.row !== row))).toEqual([]);
    expect(foreignHints.filter(([hint]) => /this version|\byet\b/.test(hint))).toEqual([]);
    expect(hintForKey("ExecReload", legal)).toBe("write reload: SIGHUP, or reload: { command: … }");
    expect(hintForKey("depends_on", legal)).toBe("write after: { NAME: ready }");
  });

  it("and an unknown key gets the nearest one, even if it is a property of all objects", () => {
    expect(hintForKey("comand", legal)).toBe('did you mean "command"?');
    expect(hintForKey("constructor", legal)).toMatch(/^known here: command, /);
  });
});

describe("a value of another tool gets a hint with our value", () => {
  it.each([
    ["always", "permanent"],
    ["unless-stopped", "permanent"],
    [true, "permanent"],
    ["on-failure", "transient"],
    ["on_failure", "transient"],
    ["on-failure:5", "transient"],
    ["unexpected", "transient"],
    ["no", "temporary"],
    [false, "temporary"],
    ["never", "temporary"],
  ])("restart: %s", (value, word) => {
    expect(hintForRestart(value)).toMatch(new RegExp(`^write ${word}: it is `));
  });

  it("but not a typo of one of ours", () => {
    expect(["permanant", "constructor", 3, null].map(hintForRestart)).toEqual([null, null, null, null]);
  });
});
