import { Navigate } from "@tanstack/react-router";
import { useWho } from "../../shell/useWho.ts";
import { managesAll } from "./sections.ts";

/** Leads to the first part of the settings that the user may see. */
export const SettingsPage = () => (
  <Navigate to={managesAll(useWho()) ? "/settings/users" : "/settings/account"} replace />
);
