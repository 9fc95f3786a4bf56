import type { Command, ServiceSpec } from "../domain/ChildSpec.ts";
import { serviceDefaults } from "./readService.ts";

/** A service with every default, made from a name and a command: what `sentinel add` adds. */
export const serviceFrom = (name: string, command: Command, cwd: string): ServiceSpec =>
  serviceDefaults(name, {}, { command, cwd, env: {} });
