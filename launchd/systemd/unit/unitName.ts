import { homedir } from "node:os";
import { join } from "node:path";
import { ServiceError, type ServiceName, type ServiceScope } from "../../ServiceManager.ts";

/** Characters of a unit's name (systemd.unit(5)); `@` would make it an instance of a template. */
const legalLabel = /^[A-Za-z0-9:_.\\-]+$/;

/** At most 255 bytes with its suffix (systemd.unit(5)). */
const longestLabel = 255 - ".service".length;

/** A byte as systemd-escape(1) writes it. */
const escapedByte = (byte: number): string => `\\x${byte.toString(16).padStart(2, "0")}`;

const escaped = (text: string): string => [...Buffer.from(text)].map(escapedByte).join("");

/**
 * The label of a tree's service. The `~` of a second tree of the same name becomes `--`; what else a unit's name can't
 * have is escaped as systemd does it.
 */
export const labelFor = (tree: string): string =>
  `sentinel-${tree.replaceAll("~", "--").replace(/[^A-Za-z0-9:_.-]/gu, escaped)}`;

/** The name of a service's unit. Throws a ServiceError for a label that no unit can have. */
export const unitOf = ({ label }: Pick<ServiceName, "label">): string => {
  if (label.endsWith(".service"))
    throw new ServiceError(`the label ${label} has the suffix of a unit; leave \`.service\` out`);
  if (!legalLabel.test(label) || label.length > longestLabel)
    throw new ServiceError(
      `${JSON.stringify(label)} can't be the name of a unit; use letters, digits, \`_\`, \`.\`, \`:\` and \`-\`, ${longestLabel} at most`,
    );
  return `${label}.service`;
};

/** The folder of the user's own units (systemd.unit(5)). */
const userUnits = (): string =>
  join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "systemd/user");

const unitFolder = (scope: ServiceScope): string => (scope === "user" ? userUnits() : "/etc/systemd/system");

/** The path of a service's unit. */
export const unitFileOf = (service: ServiceName): string => join(unitFolder(service.scope), unitOf(service));
