import type { Hint } from "./Hint.ts";

/** What it may use, and the files after whose changes it is restarted. */
export const resources: ReadonlyArray<Hint> = [
  [
    "write memory: { restart_above: … }: it is restarted above that",
    "max_memory_restart mem_limit memory_limit",
  ],
  [
    "write limits: { open_files: … }, or another one of docs/limits.md",
    "ulimits minfds SoftResourceLimits HardResourceLimits",
  ],
  ["write nice, its priority", "ProcessType LowPriorityIO LowPriorityBackgroundIO"],
  [
    "see docs/limits.md for what a child may use",
    `minprocs pids_limit TasksMax TasksAccounting cpus cpuset cpu_count cpu_percent cpu_shares
    cpu_period cpu_quota cpu_rt_runtime cpu_rt_period blkio_config mem_reservation mem_swappiness
    memswap_limit oom_kill_disable oom_score_adj shm_size LegacyTimers NUMAPolicy NUMAMask Slice
    Delegate AllowedCPUs AllowedMemoryNodes`,
  ],
  ["write watch: { paths: …, ignore: … }", "ignore_watch"],
  ["write watch: { paths: …, debounce: … }", "watch_delay"],
  ["write watch: { paths: …, include: …, ignore: …, debounce: … }", "watch_options develop"],
  [
    "Sentinel starts nothing when files change; watch restarts a child that runs",
    "WatchPaths QueueDirectories StartOnMount",
  ],
];
