import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, isLoggedOut } from "./ApiError.ts";
import { sessionQuery } from "./session.ts";

const mostRetries = 2;

/** `loggedOut`: called when the session has ended. */
export const makeQueryClient = (loggedOut: () => void): QueryClient => {
  const onError = (error: unknown): void => {
    if (!isLoggedOut(error) || client.getQueryData(sessionQuery.queryKey) === undefined) return;
    client.removeQueries({ queryKey: sessionQuery.queryKey });
    loggedOut();
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // A request that was refused would be refused again.
        retry: (failures, error) =>
          failures < mostRetries &&
          !(error instanceof ApiError && error.status !== null && error.status < 500),
        refetchOnWindowFocus: false,
      },
    },
  });
  return client;
};
