import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useShowTouched } from "../selection/useTouched.ts";
import { type Intent, keyOf, type Paths } from "./intent.ts";

/** How often a preview that is shown is asked for again, in ms: the tree goes on meanwhile. */
const interval = 2_000;

/**
 * What a command would do now, from the daemon; the nodes that go along are outlined on the page meanwhile. Null or without
 * children: nothing is asked for.
 */
export const usePreview = (intent: Intent | null, paths: Paths | null) => {
  const isAsked = intent !== null && paths !== null;
  const { data, error } = useQuery({
    queryKey: ["preview", intent && keyOf(intent), paths],
    queryFn: ({ signal }) =>
      request("POST /actions/preview", { body: { ...(intent as Intent), paths: paths as Paths }, signal }),
    enabled: isAsked,
    gcTime: 0,
    staleTime: 0,
    retry: false,
    refetchInterval: interval,
  });
  const preview = isAsked ? (data ?? null) : null;
  useShowTouched(preview?.touched ?? null);
  return { preview, error: isAsked ? error : null };
};
