import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { isUnanswered } from "../api/ApiError.ts";
import { sessionQuery } from "../api/session.ts";
import { Keys } from "../keys/global/Keys.tsx";
import { openSocket } from "../live/connection/openSocket.ts";
import { LiveStore } from "../live/LiveStore.ts";
import { LiveContext, useContact, useLive } from "../live/useLive.ts";
import { ToastRegion } from "../toasts/ToastRegion.tsx";
import { Announcer } from "./contact/Announcer.tsx";
import { ContactBanner } from "./contact/ContactBanner.tsx";
import { PauseBanner } from "./contact/PauseBanner.tsx";
import { SideNavigation } from "./navigation/SideNavigation.tsx";
import { TabNavigation } from "./navigation/TabNavigation.tsx";

/** The frame of every page behind the login. */
export const Shell = () => {
  const store = useStartedStore();
  if (store === null) return null;
  return (
    <LiveContext value={store}>
      <a className="hidden-text skip" href="#main">
        Skip to content
      </a>
      <Keys />
      <Frame />
      <Announcer />
      <ToastRegion />
    </LiveContext>
  );
};

/** A store that is connected to the daemon while the component is mounted. */
const useStartedStore = (): LiveStore | null => {
  const [store, setStore] = useState<LiveStore | null>(null);
  useEffect(() => {
    const started = new LiveStore(openSocket);
    started.start();
    setStore(started);
    const retry = (): void => started.retry();
    window.addEventListener("online", retry);
    return () => {
      window.removeEventListener("online", retry);
      started.leave();
    };
  }, []);
  return store;
};

const Frame = () => {
  const contact = useContact();
  useLogoutByDaemon(contact.name);
  useReadAgain(contact.name);
  return (
    <div className={contact.name === "stale" ? "shell stale" : "shell"}>
      <SideNavigation />
      <div className="main">
        <ContactBanner contact={contact} />
        <PauseBanner />
        <Outlet />
        <TabNavigation />
      </div>
    </div>
  );
};

/** Repeats queries that failed while there was no contact. */
const useReadAgain = (contact: string): void => {
  const client = useQueryClient();
  useEffect(() => {
    if (contact !== "live") return;
    void client.refetchQueries({ type: "active", predicate: ({ state }) => isUnanswered(state.error) });
  }, [client, contact]);
};

/**
 * Browsers do not report why a WebSocket was refused, so the session is requested when contact is lost. If its rights
 * have changed, or if it has replaced another session, the store reconnects.
 */
const useLogoutByDaemon = (contact: string): void => {
  const client = useQueryClient();
  const router = useRouter();
  const store = useLive();
  useEffect(() => {
    if (contact !== "stale" && contact !== "refused") return;
    const asked = client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    const goOn = async (): Promise<void> => {
      await asked;
      if (contact !== "refused") return;
      await router.invalidate();
      store.retry();
    };
    goOn().catch(() => undefined);
  }, [client, router, store, contact]);
};
