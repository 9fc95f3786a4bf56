import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { ServiceManager, ServiceName, ServiceScope } from "../../../launchd/ServiceManager.ts";
import { CliError, exitCode } from "../../client/client.ts";
import { homeNameOf, treesFolder } from "../../home/knownTrees.ts";
import { readRecord } from "../../home/record.ts";
import { readServiceRecord } from "../../home/serviceRecord.ts";
import type { Invocation } from "../arguments/invocation.ts";
import { serviceManager } from "./manager.ts";

/** The options that select a service, beside those that select a tree. */
export const serviceOptions = {
  name: { type: "string" },
  user: { type: "boolean" },
  system: { type: "boolean" },
} as const;

/** A service that a command applies to. */
export interface SelectedService {
  readonly manager: ServiceManager;
  readonly service: ServiceName;
  /** The home of its tree; null: the service was named, not the tree. */
  readonly home: string | null;
}

/** The scope that the options name; null: they don't. */
export const givenScope = ({ flag }: Invocation): ServiceScope | null => {
  if (flag("user") && flag("system"))
    throw new CliError(exitCode.usage, "--user and --system exclude each other; leave one out");
  return flag("user") ? "user" : flag("system") ? "system" : null;
};

/** What the service of a home is called, unless the user chooses a name. `tree`: the name of its tree. */
export const labelOf = (manager: ServiceManager, home: string, tree: string): string =>
  manager.labelFor(dirname(home) === treesFolder() ? basename(home) : homeNameOf(tree));

const scopes: ReadonlyArray<ServiceScope> = ["user", "system"];

/** The scope in which a service with this label is installed; `user` if there is none. */
const scopeOf = (manager: ServiceManager, label: string): ServiceScope =>
  scopes.find((scope) => existsSync(manager.definitionOf({ label, scope }))) ?? "user";

/** The named service, else that of the selected tree, whether it is installed or not. */
export const selectedService = async (invocation: Invocation): Promise<SelectedService> => {
  const manager = await serviceManager();
  const scope = givenScope(invocation);
  const name = invocation.value("name");
  if (name !== undefined)
    return { manager, service: { label: name, scope: scope ?? scopeOf(manager, name) }, home: null };
  const { home } = invocation;
  const record = readServiceRecord(home);
  if (record !== null && (scope === null || scope === record.scope))
    return { manager, service: { label: record.label, scope: record.scope }, home };
  const label = labelOf(manager, home, readRecord(home)?.name ?? basename(home));
  return { manager, service: { label, scope: scope ?? scopeOf(manager, label) }, home };
};
