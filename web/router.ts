import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { basePath } from "./api/baseUrl.ts";
import { entranceRoutes } from "./routes/entrance.ts";
import { pageRoutes } from "./routes/pages.ts";
import { rootRoute } from "./routes/root.ts";
import { settingsRoute } from "./routes/settings.ts";
import { shellRoute } from "./routes/shell.ts";

const routeTree = rootRoute.addChildren([
  ...entranceRoutes,
  shellRoute.addChildren([...pageRoutes, settingsRoute]),
]);

export const makeRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    basepath: basePath,
    context: { queryClient },
    defaultPreload: "intent",
    // Content comes from the live store and from queries, which have their own caches.
    defaultPreloadStaleTime: 0,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
