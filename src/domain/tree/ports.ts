import { type ChildPath, replicaOf } from "./ChildPath.ts";

/** A port that a run listens on. */
export interface Port {
  /** Null for the one that has no name. */
  readonly name: string | null;
  readonly port: number;
}

export const highestPort = 65_535;

/** What the ports of a child may be called: their names become part of the names of variables. */
export const legalPortName = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** The variable that tells a child its port: `PORT`, or `PORT_HTTP` for the one called `http`. */
export const portVariable = (name: string | null): string =>
  name === null ? "PORT" : `PORT_${name.toUpperCase().replaceAll("-", "_")}`;

/** A port as a child declares it; `auto` is chosen when the child starts. */
interface DeclaredPort {
  readonly name: string | null;
  readonly port: number | "auto";
}

/**
 * The port of a child where its number is declared; null where it is chosen. Instance n gets n - 1 more than the declared
 * number.
 */
export const fixedPort = ({ name, port }: DeclaredPort, path: ChildPath): Port | null =>
  port === "auto" ? null : { name, port: port + Number(replicaOf(path) ?? 1) - 1 };
