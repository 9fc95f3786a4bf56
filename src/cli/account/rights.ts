import { CliError, exitCode } from "../../client/client.ts";
import type { AnswerOf } from "../../client/routes.ts";
import type { Invocation } from "../arguments/invocation.ts";

/** The options for the rights of a user or key. */
export const rightsOptions = {
  role: { type: "string" },
  scope: { type: "string", multiple: true },
} as const;

type Role = AnswerOf<"GET /session">["role"];
const roles: ReadonlyArray<Role> = ["viewer", "operator", "admin"];

interface Rights {
  readonly role: Role;
  /** Omitted: the whole tree. */
  readonly scope?: readonly [string, ...ReadonlyArray<string>];
}

/** The given role and scope. The daemon checks whether the scope is valid. */
export const rightsIn = ({ value, values }: Invocation): Rights => {
  const given = value("role");
  const role = roles.find((one) => one === given);
  if (role === undefined)
    throw new CliError(
      exitCode.usage,
      given === undefined
        ? "--role is missing: viewer (sees), operator (also starts, stops, restarts) or admin (everything)"
        : `--role takes viewer, operator or admin, not "${given}"`,
    );
  const [first, ...others] = values("scope");
  return { role, ...(first === undefined ? {} : { scope: [first, ...others] }) };
};

/** Rights as text: `operator, for web/*`. */
export const describeRights = ({
  role,
  scope,
  unattended = false,
}: {
  readonly role: string;
  readonly scope: ReadonlyArray<string> | null;
  /** Whether an assistant with this key may apply configurations without a user's confirmation. */
  readonly unattended?: boolean;
}): string =>
  `${role}, for ${scope === null ? "the whole tree" : scope.join(", ")}${unattended ? ", unattended" : ""}`;
