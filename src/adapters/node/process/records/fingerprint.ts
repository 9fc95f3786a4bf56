import { createHash } from "node:crypto";
import { canonicalJson } from "../../../../domain/stored/canonicalJson.ts";
import { namedFields, type Parts } from "../../../../domain/stored/namedFields.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";

/**
 * The settings that distinguish declarations for a running process: those that can't be changed while it runs. Each has
 * its default, so that a new setting does not change the fingerprint of runs that were started without it (decision
 * 16).
 */
const parts: Parts<ProcessSpec> = {
  command: "always",
  cwd: "always",
  env: { unless: {} },
  inheritEnv: { unless: "base" },
  uid: { unless: null },
  gid: { unless: null },
  groups: "always",
  umask: { unless: null },
  limits: { unless: {} },
  // A change of them needs no new run; whether there are any is known from the run's directory.
  runLimits: null,
  nice: "always",
  ports: { unless: [] },
  busyPorts: null,
  interpolatesReplica: "always",
  ready: null,
  probes: null,
  watch: null,
  stopSignal: null,
  hooks: null,
  reload: null,
  exitRules: null,
  memory: null,
  maxRuntime: null,
  logs: null,
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const fingerprintOf = (spec: ProcessSpec): string => sha256(canonicalJson(namedFields(spec, parts)));

/** The fingerprint of a request without a format: of a list, whose order and length matter. */
const unnumbered = (spec: ProcessSpec): string => {
  const { command, cwd, env, inheritEnv, uid, gid, umask, groups, ports, interpolatesReplica } = spec;
  const declared = { groups, ports, interpolatesReplica };
  const later = Object.values(declared).some((value) => value !== undefined) ? [declared] : [];
  return sha256(
    JSON.stringify([command, cwd, Object.entries(env).sort(), inheritEnv, uid, gid, umask, ...later]),
  );
};

/** The declaration that a run was started with, as stored in its request. */
export interface Fingerprint {
  readonly fingerprint: string;
  /** How it was computed; omitted by version 0.1. */
  readonly format?: 2;
}

/** The fingerprint of a declaration, for the request of a run that is started with it. */
export const fingerprinted = (spec: ProcessSpec): Required<Fingerprint> => ({
  format: 2,
  fingerprint: fingerprintOf(spec),
});

/** Whether a run was started with this declaration, apart from settings that can be changed while it runs. */
export const isStartedWith = (spec: ProcessSpec, { fingerprint, format }: Fingerprint): boolean =>
  (format === undefined ? unnumbered : fingerprintOf)(spec) === fingerprint;
