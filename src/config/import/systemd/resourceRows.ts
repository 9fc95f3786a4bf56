import { without } from "../table/unsupportedRows.ts";
import { bare, text } from "../table/values.ts";
import { limitRows } from "./limitRows.ts";
import { last } from "./readUnit.ts";
import { runLimitRows } from "./runLimitRows.ts";
import { type UnitRow, write } from "./unitRows.ts";

const copied = (key: string, to: string, note = ""): UnitRow => ({
  key,
  to,
  fidelity: note === "" ? "exact" : "approximate",
  note,
  apply: (value, draft, rowContext) => {
    const plain = bare(last(value));
    draft.settings.set(to, typeof plain === "number" ? plain : write(plain, rowContext));
    return undefined;
  },
});

const hardening = [
  ...["ProtectSystem", "ProtectHome", "ProtectHostname", "ProtectClock", "ProtectKernelTunables"],
  ...["ProtectKernelModules", "ProtectKernelLogs", "ProtectControlGroups", "ProtectProc", "ProcSubset"],
  ...["PrivateTmp", "PrivateDevices", "PrivateNetwork", "PrivateUsers", "PrivateMounts", "PrivateIPC"],
  ...["RestrictAddressFamilies", "RestrictFileSystems", "RestrictNamespaces", "RestrictRealtime"],
  ...["RestrictSUIDSGID", "RestrictNetworkInterfaces", "SystemCallFilter", "SystemCallErrorNumber"],
  ...["SystemCallArchitectures", "SystemCallLog", "CapabilityBoundingSet", "AmbientCapabilities"],
  ...["NoNewPrivileges", "LoadCredential", "LoadCredentialEncrypted", "SetCredential", "LockPersonality"],
  ...["MemoryDenyWriteExecute", "RemoveIPC", "KeyringMode", "SecureBits", "ReadWritePaths", "ReadOnlyPaths"],
  ...[
    "InaccessiblePaths",
    "ExecPaths",
    "NoExecPaths",
    "TemporaryFileSystem",
    "BindPaths",
    "BindReadOnlyPaths",
  ],
  ...["DevicePolicy", "DeviceAllow", "IPAddressAllow", "IPAddressDeny", "AppArmorProfile", "SELinuxContext"],
];

const log = (key: string, to: string): UnitRow => ({
  key,
  to: `logs.${to}`,
  fidelity: "approximate",
  note: "Sentinel stores the output itself",
  apply: (value, draft, rowContext) => {
    const kind = text(last(value));
    if (/^(journal|inherit|syslog|kmsg|socket)(\+console)?$/.test(kind))
      return { note: "Sentinel stores the output itself: `sentinel logs`" };
    draft.settings.set(
      `logs.${to}`,
      kind === "null" ? "none" : write(kind.replace(/^(file|append|truncate):/, ""), rowContext),
    );
    return undefined;
  },
});

/** Limits, logs, and the hardening that Sentinel does not do. */
export const resourceRows: ReadonlyArray<UnitRow> = [
  ...limitRows,
  copied("Nice", "nice"),
  ...runLimitRows,
  ...without("put `ionice` before the command", "IOSchedulingClass", "IOSchedulingPriority"),
  ...without("put `chrt` before the command", "CPUSchedulingPolicy", "CPUSchedulingPriority"),
  ...without("put `taskset` before the command", "CPUAffinity", "NUMAPolicy", "NUMAMask"),
  ...without("put `choom` before the command", "OOMScoreAdjust", "OOMPolicy"),
  ...without(
    "run the daemon in a slice with these limits",
    "MemoryHigh",
    "MemoryLow",
    "MemoryMin",
    "MemorySwapMax",
  ),
  ...without(
    "run the daemon in a slice with these limits",
    "CPUWeight",
    "CPUShares",
    "IOWeight",
    "AllowedCPUs",
  ),
  ...without(
    "run the daemon in a slice with these limits",
    "AllowedMemoryNodes",
    "Slice",
    "Delegate",
    "IOReadBandwidthMax",
  ),
  ...without(
    "Sentinel always collects usage",
    "CPUAccounting",
    "MemoryAccounting",
    "TasksAccounting",
    "IOAccounting",
  ),
  {
    key: "StandardInput",
    to: null,
    fidelity: "exact",
    note: "",
    apply: (value) =>
      text(last(value)) === "null"
        ? undefined
        : { fidelity: "unsupported", note: "a child has no standard input; read a file in the command" },
  },
  log("StandardOutput", "stdout"),
  log("StandardError", "stderr"),
  ...without("a child has no terminal", "TTYPath", "TTYReset", "TTYVHangup", "TTYVTDisallocate"),
  ...without(
    "lines carry the path of their child",
    "SyslogIdentifier",
    "SyslogFacility",
    "SyslogLevel",
    "SyslogLevelPrefix",
  ),
  ...without(
    "all output is stored, within Sentinel's limits",
    "LogRateLimitIntervalSec",
    "LogRateLimitBurst",
    "LogLevelMax",
  ),
  ...without(
    "Sentinel opens no sockets for its children",
    "Sockets",
    "FileDescriptorStoreMax",
    "USBFunctionDescriptors",
  ),
  ...without(
    "it runs with MORE rights than before; keep systemd for it, or harden the daemon's own unit",
    ...hardening,
  ),
];
