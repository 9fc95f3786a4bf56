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
  /** `at`: the path of the node beside the tree; `filter`: words as in selection/filter.ts. */
  validateSearch: ({ view, filter, at }: Record<string, unknown>) =>
    defined({ view: oneOf(view, ["map", "drawn"]), filter: text(filter), at: text(at) }),
  component: lazyRouteComponent(() => import("./pages/tree/TreePage.tsx"), "TreePage"),
});

const childRoute = createRoute({
  ...inShell,
  path: "/children/$path",
  component: lazyRouteComponent(() => import("./pages/child/ChildPage.tsx"), "ChildPage"),
});

const logsRoute = createRoute({
  ...inShell,
  path: "/logs",
  validateSearch: ({ path, grep, stream }: Record<string, unknown>) =>
    defined({ path: text(path), grep: text(grep), stream: oneOf(stream, ["stdout", "stderr"]) }),
  component: lazyRouteComponent(() => import("./pages/logs/LogsPage.tsx"), "LogsPage"),
});

const eventsRoute = createRoute({
  ...inShell,
  path: "/events",
  validateSearch: ({ path }: Record<string, unknown>) => defined({ path: text(path) }),
  component: lazyRouteComponent(() => import("./pages/events/EventsPage.tsx"), "EventsPage"),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  setupRoute,
  resetRoute,
  shellRoute.addChildren([overviewRoute, treeRoute, childRoute, logsRoute, eventsRoute]),
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
