import { createHash } from "node:crypto";
import { canonicalJson } from "../../../../domain/stored/canonicalJson.ts";
import { namedFields, type Parts } from "../../../../domain/stored/namedFields.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";

/**
 * What tells two declarations apart for a process that runs already: all that can't be changed under it. Each with its
 * default, so that a new one changes the fingerprint of no process that has been started without it (decision 16).
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
  ports: { unless: [] },
  interpolatesReplica: "always",
  ready: null,
  stopSignal: null,
  exitRules: null,
  logs: null,
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const fingerprintOf = (spec: ProcessSpec): string => sha256(canonicalJson(namedFields(spec, parts)));

/** As it was made where a request has no number of its format: of a list, whose order and length count. */
const unnumbered = (spec: ProcessSpec): string => {
  const { command, cwd, env, inheritEnv, uid, gid, umask, groups, ports, interpolatesReplica } = spec;
  const declared = { groups, ports, interpolatesReplica };
  const later = Object.values(declared).some((value) => value !== undefined) ? [declared] : [];
  return sha256(
    JSON.stringify([command, cwd, Object.entries(env).sort(), inheritEnv, uid, gid, umask, ...later]),
  );
};

/** The declaration that a run was started with, as its request has it. */
export interface Fingerprint {
  readonly fingerprint: string;
  /** How it was made; left out by version 0.1. */
  readonly format?: 2;
}

/** What a request says of the declaration that its run is started with. */
export const fingerprinted = (spec: ProcessSpec): Required<Fingerprint> => ({
  format: 2,
  fingerprint: fingerprintOf(spec),
});

/** Whether a run was started with this declaration, as far as it can't be changed under it. */
export const isStartedWith = (spec: ProcessSpec, { fingerprint, format }: Fingerprint): boolean =>
  (format === undefined ? unnumbered : fingerprintOf)(spec) === fingerprint;
