import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { checksAddress } from "../pages/checks/address.ts";
import { jobsAddress } from "../pages/jobs/address.ts";
import { logsAddress } from "../pages/logs/address.ts";
import { metricsAddress } from "../pages/metrics/address.ts";
import { OverviewPage } from "../pages/overview/OverviewPage.tsx";
import { runsAddress } from "../pages/runs/address.ts";
import { treeAddress } from "../pages/tree/address.ts";
import { checked, moment, oneOf, text, whole } from "./search.ts";
import { inShell } from "./shell.ts";

const overviewRoute = createRoute({
  ...inShell,
  path: "/",
  component: OverviewPage,
});

const treeRoute = createRoute({
  ...inShell,
  path: "/tree",
  validateSearch: treeAddress,
  component: lazyRouteComponent(() => import("../pages/tree/TreePage.tsx"), "TreePage"),
});

const childRoute = createRoute({
  ...inShell,
  path: "/children/$path",
  /** `at`: the moment that is looked at, in ms since 1970. `run`: the run whose output is shown, `line`: a line of it. */
  validateSearch: ({ at, run, line }: Record<string, unknown>) =>
    checked({ at: moment(at), run: whole(run), line: whole(line) }),
  component: lazyRouteComponent(() => import("../pages/child/ChildPage.tsx"), "ChildPage"),
});

const logsRoute = createRoute({
  ...inShell,
  path: "/logs",
  validateSearch: logsAddress,
  component: lazyRouteComponent(() => import("../pages/logs/LogsPage.tsx"), "LogsPage"),
});

const runsRoute = createRoute({
  ...inShell,
  path: "/runs",
  validateSearch: runsAddress,
  component: lazyRouteComponent(() => import("../pages/runs/RunsPage.tsx"), "RunsPage"),
});

const jobsRoute = createRoute({
  ...inShell,
  path: "/jobs",
  validateSearch: jobsAddress,
  component: lazyRouteComponent(() => import("../pages/jobs/JobsPage.tsx"), "JobsPage"),
});

const checksRoute = createRoute({
  ...inShell,
  path: "/checks",
  validateSearch: checksAddress,
  component: lazyRouteComponent(() => import("../pages/checks/ChecksPage.tsx"), "ChecksPage"),
});

const metricsRoute = createRoute({
  ...inShell,
  // The daemon answers `/metrics` to Prometheus.
  path: "/history",
  validateSearch: metricsAddress,
  component: lazyRouteComponent(() => import("../pages/metrics/MetricsPage.tsx"), "MetricsPage"),
});

const eventsRoute = createRoute({
  ...inShell,
  path: "/events",
  validateSearch: ({ path }: Record<string, unknown>) => checked({ path: text(path) }),
  component: lazyRouteComponent(() => import("../pages/events/EventsPage.tsx"), "EventsPage"),
});

const machinesRoute = createRoute({
  ...inShell,
  path: "/machines",
  component: lazyRouteComponent(() => import("../pages/machines/MachinesPage.tsx"), "MachinesPage"),
});

const machineRoute = createRoute({
  ...inShell,
  path: "/machines/$kind",
  component: lazyRouteComponent(() => import("../pages/machines/MachinesPage.tsx"), "MachinePage"),
});

const configRoute = createRoute({
  ...inShell,
  path: "/config",
  /**
   * `child`: the path of the child whose declaration is shown; `form`: of the child that is edited in a form, or `new`
   * with its supervisor as `under`; `revision`, `with`: the compared revisions; `back`: with the plan of a rollback to
   * `revision`.
   */
  validateSearch: ({ view, child, form, under, revision, with: other, back }: Record<string, unknown>) =>
    checked({
      view: oneOf(view, ["history", "drift"]),
      child: text(child),
      form: text(form),
      under: text(under),
      revision: whole(revision),
      with: whole(other),
      back: oneOf(back, [true]),
    }),
  component: lazyRouteComponent(() => import("../pages/config/ConfigPage.tsx"), "ConfigPage"),
});

export const pageRoutes = [
  overviewRoute,
  treeRoute,
  childRoute,
  logsRoute,
  runsRoute,
  jobsRoute,
  checksRoute,
  metricsRoute,
  eventsRoute,
  machinesRoute,
  machineRoute,
  configRoute,
] as const;
