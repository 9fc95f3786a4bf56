import { openDatagrams } from "./datagrams.ts";
import { notifyProgram } from "./notifyProgram.ts";
import { takeNotifyVariables } from "./notifyVariables.ts";
import { Reports } from "./Reports.ts";

/**
 * The reports to the systemd that started this process as a service; null: none did. Removes systemd's variables from
 * the environment. `complain` is told what keeps reports from systemd.
 */
export const openReports = async (
  variables: NodeJS.ProcessEnv,
  complain: (what: string) => void,
): Promise<Reports | null> => {
  const found = takeNotifyVariables(variables);
  if (found === null) return null;
  const { address, watchdog } = found;
  const send = await openDatagrams(address).catch(() => notifyProgram(address, complain));
  return new Reports(send, watchdog);
};
