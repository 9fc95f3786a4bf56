import { existsSync } from "node:fs";
import { readServiceRecord } from "../../../home/serviceRecord.ts";
import { bySystem, kernel } from "../../../system.ts";
import { serviceManager } from "../../service/manager.ts";
import type { ServiceFacts } from "../judge/service.ts";
import { printedBy } from "./system.ts";

const systemd = async (): Promise<string | null> => {
  if (!existsSync("/run/systemd/system")) return null;
  return /^systemd \d+/.exec((await printedBy("systemctl", "--version")) ?? "")?.[0] ?? "systemd";
};

const launchd = async (): Promise<string | null> => (kernel === "darwin" ? "launchd" : null);

const serviceOf = async (home: string): Promise<ServiceFacts["service"]> => {
  const record = readServiceRecord(home);
  if (record === null) return null;
  const { label, scope } = record;
  try {
    return { label, state: await (await serviceManager()).status({ label, scope }) };
  } catch (error) {
    return { label, unanswered: error instanceof Error ? error.message : String(error) };
  }
};

/** Look at the service of a home; null: there is no home. */
export const serviceFacts = async (home: string | null, daemon: number | null): Promise<ServiceFacts> => ({
  service: home === null ? null : await serviceOf(home),
  daemon,
  manager: await bySystem({ linux: systemd, darwin: launchd })(),
});
