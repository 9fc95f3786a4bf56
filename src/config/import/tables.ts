import { crontabRows } from "./crontab/rows.ts";
import { launchdRows } from "./launchd/rows.ts";
import { appRows } from "./pm2/importPm2.ts";
import { topRows } from "./pm2/noteRows.ts";
import { projectRows } from "./processCompose/projectRows.ts";
import { processRows } from "./processCompose/rows.ts";
import { procfileRows } from "./procfile/rows.ts";
import { fcgiRows, listenerRows, programRows } from "./supervisord/programRows.ts";
import { daemonRows, groupRows, includeRows, serverRows } from "./supervisord/sectionRows.ts";
import { sections } from "./systemd/sections.ts";
import type { Row } from "./table/row.ts";

/** A table without its mappings, for documentation. */
interface Table {
  /** The format's name on the command line. */
  readonly format: string;
  readonly name: string;
  readonly rows: ReadonlyArray<Pick<Row, "key" | "aliases" | "to" | "fidelity" | "note" | "byDefault">>;
}

/** Every table of every format, for the reference and for the test that each row has a case. */
export const tables: ReadonlyArray<Table> = [
  { format: "pm2", name: "pm2 app", rows: appRows },
  { format: "pm2", name: "pm2 file", rows: topRows },
  { format: "supervisord", name: "supervisord [program:x]", rows: programRows },
  { format: "supervisord", name: "supervisord [fcgi-program:x]", rows: fcgiRows },
  { format: "supervisord", name: "supervisord [eventlistener:x]", rows: listenerRows },
  { format: "supervisord", name: "supervisord [supervisord]", rows: daemonRows },
  { format: "supervisord", name: "supervisord [group:x]", rows: groupRows },
  { format: "supervisord", name: "supervisord [include]", rows: includeRows },
  { format: "supervisord", name: "supervisord [unix_http_server], [inet_http_server]", rows: serverRows },
  { format: "procfile", name: "procfile", rows: procfileRows },
  { format: "process-compose", name: "process-compose process", rows: processRows },
  { format: "process-compose", name: "process-compose project", rows: projectRows },
  { format: "crontab", name: "crontab", rows: crontabRows },
  ...Object.entries(sections).map(([section, rows]) => ({
    format: "systemd",
    name: `systemd [${section}]`,
    rows,
  })),
  { format: "launchd", name: "launchd", rows: launchdRows },
];
