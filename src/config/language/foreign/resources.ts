import type { Hint } from "./Hint.ts";

/** What it may use, and the files after whose changes it is restarted. */
export const resources: ReadonlyArray<Hint> = [
  ["write memory: { restart_above: … }", "max_memory_restart"],
  [
    "write limits: { memory: … }; at the limit the kernel kills the child",
    "mem_limit memory_limit MemoryMax MemoryLimit",
  ],
  ["write limits: { cpu: … }, in cores", "cpus cpu_count cpu_percent cpu_quota CPUQuota"],
  ["write limits: { processes: … }", "pids_limit TasksMax"],
  [
    "write limits: { open_files: … }, or another one of docs/limits.md",
    "ulimits minfds SoftResourceLimits HardResourceLimits",
  ],
  ["write nice, its priority", "ProcessType LowPriorityIO LowPriorityBackgroundIO"],
  [
    "Sentinel has no such setting: run the daemon in a slice or a container that has it",
    `minprocs TasksAccounting cpuset cpu_shares cpu_period cpu_rt_runtime cpu_rt_period blkio_config
    mem_reservation mem_swappiness memswap_limit oom_kill_disable oom_score_adj shm_size LegacyTimers
    NUMAPolicy NUMAMask Slice Delegate AllowedCPUs AllowedMemoryNodes`,
  ],
  ["write watch: { paths: …, ignore: … }", "ignore_watch"],
  ["write watch: { paths: …, debounce: … }", "watch_delay"],
  ["write watch: { paths: …, include: …, ignore: …, debounce: … }", "watch_options develop"],
  [
    "Sentinel starts nothing when files change; watch restarts a child that runs",
    "WatchPaths QueueDirectories StartOnMount",
  ],
];
