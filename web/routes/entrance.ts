import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.ts";
import { checked, text } from "./search.ts";

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  /** `to`: the page that was asked for. */
  validateSearch: ({ to }: Record<string, unknown>) => checked({ to: text(to) }),
  component: lazyRouteComponent(() => import("../pages/entrance/LoginPage.tsx"), "LoginPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  component: lazyRouteComponent(() => import("../pages/entrance/SetupPage.tsx"), "SetupPage"),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset",
  component: lazyRouteComponent(() => import("../pages/entrance/ResetPage.tsx"), "ResetPage"),
});

/** The pages outside a session. */
export const entranceRoutes = [loginRoute, setupRoute, resetRoute] as const;
