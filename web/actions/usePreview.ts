import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useShowTouched } from "../selection/useTouched.ts";
import { type Intent, keyOf, type Paths } from "./intent.ts";

/** The refresh interval of a shown preview, in ms. */
const interval = 2_000;

/**
 * The preview of a command by the daemon; the affected nodes are outlined meanwhile. Null, or without children: no
 * request is sent.
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
