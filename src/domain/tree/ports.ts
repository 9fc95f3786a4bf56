import { type ChildPath, replicaOf } from "./ChildPath.ts";

/** A port that a run listens on. */
export interface Port {
  /** Null for the port without a name. */
  readonly name: string | null;
  readonly port: number;
}

export const highestPort = 65_535;

/** A valid name of a port: it becomes part of the name of a variable. */
export const legalPortName = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** The variable that passes a port to a child: `PORT`, or `PORT_HTTP` for the port named `http`. */
export const portVariable = (name: string | null): string =>
  name === null ? "PORT" : `PORT_${name.toUpperCase().replaceAll("-", "_")}`;

/** A port as it is declared; `auto` is chosen when the child starts. */
interface DeclaredPort {
  readonly name: string | null;
  readonly port: number | "auto";
}

/**
 * The port of a child if its number is declared; null if it is chosen. Instance n gets n - 1 more than the declared
 * number.
 */
export const fixedPort = ({ name, port }: DeclaredPort, path: ChildPath): Port | null =>
  port === "auto" ? null : { name, port: port + Number(replicaOf(path) ?? 1) - 1 };
