import type { Hint } from "./Hint.ts";

/** What Sentinel does otherwise, or not at all. */
export const absent: ReadonlyArray<Hint> = [
  [
    "write port, or named ports, for the ports that the program listens on; Sentinel does not open sockets for it",
    `expose Sockets Service Accept socket socket_backlog socket_owner socket_mode inetdCompatibility
    BindIPv6Only Backlog BindToDevice SocketUser SocketGroup SocketMode DirectoryMode MaxConnections
    NoDelay ReusePort FreeBind RemoveOnStop FileDescriptorName FileDescriptorStoreMax
    TriggerLimitIntervalSec TriggerLimitBurst PassCredentials Transparent USBFunctionDescriptors
    MachServices serverurl`,
  ],
  [
    "remove it: `sentinel status` finds the running tree by its home",
    "chmod chown password file mcp mcp_server",
  ],
  ["remove it: the daemon knows the pids of its children", "pid_file pidfile PIDFile GuessMainPID"],
  [
    "remove it: Sentinel has no such feature",
    `force write vizion pmx automation trace disable_trace v8 io pid event_loop_inspector
    deep_monitoring install_url windowsHide execute_command source_map_support
    disable_source_map_support pm2 deploy static nodaemon events buffer_size result_handler
    is_dotenv_disabled is_template_disabled send_keys is_tty is_interactive is_foreground is_elevated
    disable_env_expansion is_strict is_tui_disabled StandardInput StandardInPath TTYPath TTYReset
    TTYVHangup TTYVTDisallocate SourcePath CollectMode DefaultInstance IgnoreOnIsolate OnFailure
    OnSuccess StopWhenUnneeded RefuseManualStart RefuseManualStop AllowIsolate RequiresMountsFor
    WantsMountsFor PropagatesReloadTo OOMPolicy EnableGlobbing EnableTransactions EnablePressuredExit
    WaitForDebugger LimitLoadToHosts LimitLoadFromHosts LimitLoadToSessionType LimitLoadToHardware
    LimitLoadFromHardware LaunchEvents HopefullyExitsFirst HopefullyExitsLast MaterializeDatalessFiles
    AssociatedBundleIdentifiers SessionCreate Conflicts DefaultDependencies post_update`,
  ],
  [
    "Sentinel runs programs, not containers: remove it",
    `attach build cap_add cap_drop cgroup cgroup_parent configs credential_spec device_cgroup_rules
    devices dns dns_opt dns_search domainname driver_opts extra_hosts gpus hostname image init ipc
    isolation mac_address models network_mode networks platform privileged provider pull_policy
    read_only runtime security_opt stdin_open storage_opt sysctls tmpfs tty use_api_socket userns_mode
    uts volumes volumes_from`,
  ],
  [
    "Sentinel does not sandbox programs: remove it, or run the program through a sandboxing tool in the command",
    `RootDirectory RootImage RootHash NoNewPrivileges CapabilityBoundingSet AmbientCapabilities
    LockPersonality MemoryDenyWriteExecute RemoveIPC KeyringMode SecureBits ReadWritePaths
    ReadOnlyPaths InaccessiblePaths ExecPaths NoExecPaths TemporaryFileSystem BindPaths
    BindReadOnlyPaths DevicePolicy DeviceAllow ProcSubset IPAddressAllow IPAddressDeny AppArmorProfile
    SELinuxContext chroot SandboxProfile`,
  ],
];
