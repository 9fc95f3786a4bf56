import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { daemonsQuery } from "../../api/daemons.ts";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Logo } from "../../ui/icons/Logo.tsx";
import { Popover } from "../../ui/overlays/Popover.tsx";
import { useAbout } from "../useAbout.ts";

const TreeLinks = lazy(() => import("./TreeLinks.tsx"));

/** The name of the tree and its machine, with a list of the other trees of the same user. */
export const TreeSwitcher = () => {
  const about = useAbout();
  const { data } = useQuery(daemonsQuery);
  const brand = (
    <>
      <Logo />
      <span className="grow cut">
        <span className="strong">{about?.name ?? "Sentinel"}</span>{" "}
        <span className="faint">{data?.host}</span>
      </span>
    </>
  );
  if (data === undefined || data.items.length < 2) return <p className="brand">{brand}</p>;
  return (
    <Popover
      side="left"
      buttonClass="brand"
      shown={
        <>
          {brand}
          <Icon name="down" little />
        </>
      }
    >
      <Suspense>
        <TreeLinks />
      </Suspense>
    </Popover>
  );
};
