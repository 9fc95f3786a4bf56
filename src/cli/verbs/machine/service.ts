import { performSubcommand } from "../../arguments/subcommand.ts";
import { changes } from "../../service/changes.ts";
import { install, installUsage } from "../../service/install.ts";
import { logs, logsUsage } from "../../service/logs.ts";
import { status, statusUsage } from "../../service/status.ts";

/** `sentinel service`: the daemon of a tree, kept by launchd or systemd. */
export const perform = performSubcommand({
  install: { usage: installUsage, run: install },
  status: { usage: statusUsage, run: status },
  ...changes,
  logs: { usage: logsUsage, run: logs },
});
