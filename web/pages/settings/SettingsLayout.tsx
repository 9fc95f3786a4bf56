import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Bar } from "../../shell/Bar.tsx";
import { useWho } from "../../shell/useWho.ts";
import { managesAll, sections } from "./sections.ts";
import "./settings.css";

/** The frame around each part of the settings. */
export const SettingsLayout = () => {
  const isAdmin = managesAll(useWho());
  const nav = useShownSection();
  return (
    <>
      <Bar
        actions={
          <nav className="segment sections" aria-label="Settings" ref={nav}>
            {sections
              .filter(({ forAdmins }) => isAdmin || !forAdmins)
              .map(({ to, name }) => (
                <Link key={to} to={to} activeOptions={{ includeSearch: false }}>
                  {name}
                </Link>
              ))}
          </nav>
        }
      >
        <h1>Settings</h1>
      </Bar>
      <main className="page" id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
};

/** In a narrow window the sections scroll: the one that is shown is in view. */
const useShownSection = () => {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another section may be out of view
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return nav;
};
