import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { PageFailure } from "../shell/failures.tsx";
import { checked, oneOf, text } from "./search.ts";
import { inShell } from "./shell.ts";

const layoutRoute = createRoute({
  ...inShell,
  path: "/settings",
  component: lazyRouteComponent(() => import("../pages/settings/SettingsLayout.tsx"), "SettingsLayout"),
});

const inSettings = { getParentRoute: () => layoutRoute, errorComponent: PageFailure } as const;

const pages = [
  createRoute({
    ...inSettings,
    path: "/",
    component: lazyRouteComponent(() => import("../pages/settings/SettingsPage.tsx"), "SettingsPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/users",
    /** `user`: the one that is being changed. */
    validateSearch: ({ user }: Record<string, unknown>) => checked({ user: text(user) }),
    component: lazyRouteComponent(() => import("../pages/settings/users/UsersPage.tsx"), "UsersPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/keys",
    /** `key`: the id of the one that is being changed. */
    validateSearch: ({ key }: Record<string, unknown>) => checked({ key: text(key) }),
    component: lazyRouteComponent(() => import("../pages/settings/keys/KeysPage.tsx"), "KeysPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/sessions",
    validateSearch: ({ user }: Record<string, unknown>) => checked({ user: text(user) }),
    component: lazyRouteComponent(
      () => import("../pages/settings/sessions/SessionsPage.tsx"),
      "SessionsPage",
    ),
  }),
  createRoute({
    ...inSettings,
    path: "/audit",
    validateSearch: ({ who, action, result, since, until }: Record<string, unknown>) =>
      checked({
        who: text(who),
        action: text(action),
        result: oneOf(result, ["done", "failed", "refused"]),
        since: text(since),
        until: text(until),
      }),
    component: lazyRouteComponent(() => import("../pages/settings/audit/AuditPage.tsx"), "AuditPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/daemon",
    component: lazyRouteComponent(() => import("../pages/settings/daemon/DaemonPage.tsx"), "DaemonPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/account",
    component: lazyRouteComponent(() => import("../pages/settings/account/AccountPage.tsx"), "AccountPage"),
  }),
  createRoute({
    ...inSettings,
    path: "/appearance",
    component: lazyRouteComponent(
      () => import("../pages/settings/appearance/AppearancePage.tsx"),
      "AppearancePage",
    ),
  }),
  createRoute({
    ...inSettings,
    path: "/about",
    component: lazyRouteComponent(() => import("../pages/settings/about/AboutPage.tsx"), "AboutPage"),
  }),
] as const;

export const settingsRoute = layoutRoute.addChildren(pages);
