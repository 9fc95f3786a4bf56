import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "../ui/Icon.tsx";
import { places } from "./places.ts";
import { SessionSummary } from "./SessionSummary.tsx";

/** As many have a tab; the others are behind More. */
const tabs = 4;

/** The navigation of a narrow window. */
export const TabNavigation = () => {
  const [isMoreShown, setMoreShown] = useState(false);
  return (
    <nav className="tabs" aria-label="Pages">
      {places.slice(0, tabs).map(({ to, name, icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
          <Icon name={icon} />
          <span>{name}</span>
        </Link>
      ))}
      <button type="button" popoverTarget="more">
        <Icon name="more" />
        <span>More</span>
      </button>
      <div
        id="more"
        popover="auto"
        className="more"
        onToggle={({ newState }) => setMoreShown(newState === "open")}
      >
        {isMoreShown ? (
          <>
            <MorePlaces />
            <SessionSummary />
          </>
        ) : null}
      </div>
    </nav>
  );
};

const MorePlaces = () => (
  <div className="more-places">
    {places.slice(tabs).map(({ to, name, icon }) => (
      <Link
        key={to}
        className="button"
        to={to}
        activeOptions={{ includeSearch: false }}
        onClick={() => document.getElementById("more")?.hidePopover()}
      >
        <Icon name={icon} />
        {name}
      </Link>
    ))}
  </div>
);
