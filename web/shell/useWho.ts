import { getRouteApi } from "@tanstack/react-router";
import type { WhoAmI } from "../api/session.ts";

const route = getRouteApi("/shell");

/** Who is logged in, with which rights. */
export const useWho = (): WhoAmI => route.useRouteContext().who;

/** Whether they may start and stop children. */
export const useMayAct = (): boolean => useWho().role !== "viewer";
