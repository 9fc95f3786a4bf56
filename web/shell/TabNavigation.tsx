import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "../ui/Icon.tsx";
import { places, setUpPlaces } from "./places.ts";
import { SessionSummary } from "./SessionSummary.tsx";

/** The navigation of a narrow window. */
export const TabNavigation = () => {
  const [isMoreShown, setMoreShown] = useState(false);
  return (
    <nav className="tabs" aria-label="Pages">
      {places.map(({ to, name, icon }) => (
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
        {isMoreShown ? <More /> : null}
      </div>
    </nav>
  );
};

const More = () => (
  <>
    <p className="more-places">
      {setUpPlaces.map(({ to, name, icon }) => (
        <Link key={to} to={to} onClick={closeMore}>
          <Icon name={icon} />
          <span>{name}</span>
        </Link>
      ))}
    </p>
    <SessionSummary />
  </>
);

const closeMore = (): void => document.getElementById("more")?.hidePopover();
