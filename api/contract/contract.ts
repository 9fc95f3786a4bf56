import { actions } from "./actions.ts";
import { auditLog } from "./auditLog.ts";
import { calendar } from "./calendar.ts";
import { checks } from "./checks.ts";
import { children } from "./children.ts";
import { config } from "./config.ts";
import { daemon } from "./daemon.ts";
import { documentation } from "./documentation.ts";
import { events } from "./events.ts";
import { health } from "./health.ts";
import { jobs } from "./jobs.ts";
import { keys } from "./keys.ts";
import { live } from "./live.ts";
import { logs } from "./logs.ts";
import { machines } from "./machines.ts";
import { metrics } from "./metrics.ts";
import { revisions } from "./revisions.ts";
import { runs } from "./runs.ts";
import { session } from "./session.ts";
import { settings } from "./settings.ts";
import { status } from "./status.ts";
import { users } from "./users.ts";

/** All routes of the API, by name. A path with a parameter comes after those that it would match. */
export const contract = {
  ...status,
  ...children,
  ...checks,
  ...jobs,
  ...actions,
  ...config,
  ...revisions,
  ...events,
  ...runs,
  ...logs,
  ...machines,
  ...calendar,
  ...live,
  ...daemon,
  ...documentation,
  ...health,
  ...session,
  ...users,
  ...keys,
  ...auditLog,
  ...settings,
  ...metrics,
};
