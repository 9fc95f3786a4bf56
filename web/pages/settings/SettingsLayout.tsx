import { Link, Outlet } from "@tanstack/react-router";
import { Bar } from "../../shell/Bar.tsx";
import { useWho } from "../../shell/useWho.ts";
import { managesAll, sections } from "./sections.ts";
import "./settings.css";

/** What surrounds each part of the settings. */
export const SettingsLayout = () => {
  const isAdmin = managesAll(useWho());
  return (
    <>
      <Bar
        actions={
          <nav className="segment sections" aria-label="Settings">
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
