import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { isLoggedOut } from "./api/ApiError.ts";
import { basePath } from "./api/baseUrl.ts";
import { sessionQuery } from "./api/session.ts";
import { LoginPage } from "./pages/entrance/LoginPage.tsx";
import { logsAddress } from "./pages/logs/address.ts";
import { OverviewPage } from "./pages/overview/OverviewPage.tsx";
import { NotFound, PageFailure, RootFailure } from "./shell/failures.tsx";
import { Shell } from "./shell/Shell.tsx";

interface RouterContext {
  readonly queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  errorComponent: RootFailure,
  notFoundComponent: NotFound,
});

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Without what is undefined, which has no place in an address. */
const defined = <Search extends object>(
  search: Search,
): { [Key in keyof Search]?: NonNullable<Search[Key]> } =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Search]?: NonNullable<Search[Key]>;
  };

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  /** `to`: the page that was asked for. */
  validateSearch: ({ to }: Record<string, unknown>) => defined({ to: text(to) }),
  component: LoginPage,
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  component: lazyRouteComponent(() => import("./pages/entrance/SetupPage.tsx"), "SetupPage"),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset",
  component: lazyRouteComponent(() => import("./pages/entrance/ResetPage.tsx"), "ResetPage"),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      return { who: await queryClient.ensureQueryData(sessionQuery) };
    } catch (error) {
      if (!isLoggedOut(error)) throw error;
      const to = location.href === "/" ? {} : { to: location.href };
      throw redirect({ to: "/login", search: to });
    }
  },
  component: Shell,
});

const inShell = { getParentRoute: () => shellRoute, errorComponent: PageFailure } as const;

const overviewRoute = createRoute({
  ...inShell,
  path: "/",
  component: OverviewPage,
});

const oneOf = <Value extends string>(value: unknown, values: ReadonlyArray<Value>): Value | undefined =>
  values.find((one) => one === value);

const treeRoute = createRoute({
  ...inShell,
  path: "/tree",
  /** `at`: the path of the selected node. */
  validateSearch: ({ view, filter, at }: Record<string, unknown>) =>
    defined({ view: oneOf(view, ["map"]), filter: text(filter), at: text(at) }),
  component: lazyRouteComponent(() => import("./pages/tree/TreePage.tsx"), "TreePage"),
});

/** A number that is none is left out. */
const count = (value: unknown): number | undefined =>
  Number.isSafeInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined;

const childRoute = createRoute({
  ...inShell,
  path: "/children/$path",
  /** `at`: the moment that is looked at, in ms since 1970. `run`: the run whose output is shown, `line`: a line of it. */
  validateSearch: ({ at, run, line }: Record<string, unknown>) =>
    defined({ at: count(at), run: count(run), line: count(line) }),
  component: lazyRouteComponent(() => import("./pages/child/ChildPage.tsx"), "ChildPage"),
});

const logsRoute = createRoute({
  ...inShell,
  path: "/logs",
  validateSearch: logsAddress,
  component: lazyRouteComponent(() => import("./pages/logs/LogsPage.tsx"), "LogsPage"),
});

const eventsRoute = createRoute({
  ...inShell,
  path: "/events",
  validateSearch: ({ path }: Record<string, unknown>) => defined({ path: text(path) }),
  component: lazyRouteComponent(() => import("./pages/events/EventsPage.tsx"), "EventsPage"),
});

const settingsRoute = createRoute({
  ...inShell,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/settings/SettingsLayout.tsx"), "SettingsLayout"),
});

const inSettings = { getParentRoute: () => settingsRoute, errorComponent: PageFailure } as const;

const settingsRoutes = [
  createRoute({
    ...inSettings,
    path: "/",
    component: lazyRouteComponent(() => import("./pages/settings/SettingsPage.tsx"), "SettingsPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/users",
    /** `user`: the one that is being changed. */
    validateSearch: ({ user }: Record<string, unknown>) => defined({ user: text(user) }),
    component: lazyRouteComponent(() => import("./pages/settings/users/UsersPage.tsx"), "UsersPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/keys",
    /** `key`: the id of the one that is being changed. */
    validateSearch: ({ key }: Record<string, unknown>) => defined({ key: text(key) }),
    component: lazyRouteComponent(() => import("./pages/settings/keys/KeysPage.tsx"), "KeysPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/sessions",
    validateSearch: ({ user }: Record<string, unknown>) => defined({ user: text(user) }),
    component: lazyRouteComponent(() => import("./pages/settings/sessions/SessionsPage.tsx"), "SessionsPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/audit",
    validateSearch: ({ who, action, result, since, until }: Record<string, unknown>) =>
      defined({
        who: text(who),
        action: text(action),
        result: oneOf(result, ["done", "failed", "refused"]),
        since: text(since),
        until: text(until),
      }),
    component: lazyRouteComponent(() => import("./pages/settings/audit/AuditPage.tsx"), "AuditPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/daemon",
    component: lazyRouteComponent(() => import("./pages/settings/daemon/DaemonPage.tsx"), "DaemonPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/account",
    component: lazyRouteComponent(() => import("./pages/settings/account/AccountPage.tsx"), "AccountPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/appearance",
    component: lazyRouteComponent(
      () => import("./pages/settings/appearance/AppearancePage.tsx"),
      "AppearancePage",
    ),
  }),
  createRoute({
    ...inSettings,
    path: "/about",
    component: lazyRouteComponent(() => import("./pages/settings/about/AboutPage.tsx"), "AboutPage"),
  }),
] as const;

const machinesRoute = createRoute({
  ...inShell,
  path: "/machines",
  component: lazyRouteComponent(() => import("./pages/machines/MachinesPage.tsx"), "MachinesPage"),
});

const machineRoute = createRoute({
  ...inShell,
  path: "/machines/$kind",
  component: lazyRouteComponent(() => import("./pages/machines/MachinesPage.tsx"), "MachinePage"),
});

const configRoute = createRoute({
  ...inShell,
  path: "/config",
  /** `child`: the path of the one whose declaration is shown; `revision`, `with`: those that are compared. */
  validateSearch: ({ view, child, revision, with: other }: Record<string, unknown>) =>
    defined({
      view: oneOf(view, ["history", "drift"]),
      child: text(child),
      revision: count(revision),
      with: count(other),
    }),
  component: lazyRouteComponent(() => import("./pages/config/ConfigPage.tsx"), "ConfigPage"),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  setupRoute,
  resetRoute,
  shellRoute.addChildren([
    overviewRoute,
    treeRoute,
    childRoute,
    logsRoute,
    eventsRoute,
    machinesRoute,
    machineRoute,
    configRoute,
    settingsRoute.addChildren(settingsRoutes),
  ]),
]);

export const makeRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    basepath: basePath,
    context: { queryClient },
    defaultPreload: "intent",
    // What is shown comes from the live store and from queries, which have their own ages.
    defaultPreloadStaleTime: 0,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
