import { getRouteApi } from "@tanstack/react-router";
import type { WhoAmI } from "../api/session.ts";

const route = getRouteApi("/shell");

/** The logged-in user with its rights. */
export const useWho = (): WhoAmI => route.useRouteContext().who;

/** Whether the user may send commands to children. */
export const useMayAct = (): boolean => useWho().role !== "viewer";
