import type { Draft } from "../draft/draft.ts";

const highestPort = 65_535;

/**
 * Replaces a `PORT` that several instances share by `port`, from which each gets its own number. A value that is no port
 * number, such as a variable, stays in `env`.
 */
export const declarePort = ({ settings }: Draft): boolean => {
  const port = Number(settings.get("env.PORT"));
  if (!Number.isInteger(port) || port < 1 || port > highestPort) return false;
  settings.delete("env.PORT");
  settings.set("port", port);
  return true;
};
