import { auditLog } from "./accounts/auditLog.ts";
import { keys } from "./accounts/keys.ts";
import { session } from "./accounts/session.ts";
import { users } from "./accounts/users.ts";
import { config } from "./config/config.ts";
import { revisions } from "./config/revisions.ts";
import { settings } from "./config/settings.ts";
import { daemon } from "./daemon.ts";
import { documentation } from "./documentation.ts";
import { calendar } from "./jobs/calendar.ts";
import { checks } from "./jobs/checks.ts";
import { jobs } from "./jobs/jobs.ts";
import { sampleHistory } from "./samples/history.ts";
import { actions } from "./tree/actions.ts";
import { children } from "./tree/children.ts";
import { events } from "./tree/events.ts";
import { health } from "./tree/health.ts";
import { live } from "./tree/live.ts";
import { logs } from "./tree/logs.ts";
import { machines } from "./tree/machines.ts";
import { metrics } from "./tree/metrics.ts";
import { runs } from "./tree/runs.ts";
import { status } from "./tree/status.ts";

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
  ...sampleHistory,
};
