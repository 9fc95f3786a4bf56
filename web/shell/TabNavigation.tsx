import { Link } from "@tanstack/react-router";
import { Icon } from "../ui/Icon.tsx";
import { places } from "./places.ts";

/** The navigation of a narrow window. */
export const TabNavigation = () => (
  <nav className="tabs" aria-label="Pages">
    {places.map(({ to, name, icon }) => (
      <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
        <Icon name={icon} />
        <span>{name}</span>
      </Link>
    ))}
  </nav>
);
