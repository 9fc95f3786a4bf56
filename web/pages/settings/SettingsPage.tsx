import { Navigate } from "@tanstack/react-router";
import { useWho } from "../../shell/useWho.ts";
import { managesAll } from "./sections.ts";

/** The first part of the settings that somebody may see. */
export const SettingsPage = () => (
  <Navigate to={managesAll(useWho()) ? "/settings/users" : "/settings/account"} replace />
);
