import { createRoute, redirect } from "@tanstack/react-router";
import { isLoggedOut } from "../api/ApiError.ts";
import { sessionQuery } from "../api/session.ts";
import { PageFailure } from "../shell/failures.tsx";
import { Shell } from "../shell/Shell.tsx";
import { rootRoute } from "./root.ts";

/** The pages inside a session. */
export const shellRoute = createRoute({
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

/** Of a page in it. */
export const inShell = { getParentRoute: () => shellRoute, errorComponent: PageFailure } as const;
