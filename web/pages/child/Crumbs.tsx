import { Link } from "@tanstack/react-router";
import { ancestorsOf, nameOf, toParam } from "../../paths.ts";

/** The path of a child, with links to its ancestors. */
export const Crumbs = ({ path }: { readonly path: string }) => (
  <nav className="crumbs" aria-label="Path">
    {path === "" ? null : (
      <span className="ancestor">
        <Link className="dim" to="/children/$path" params={{ path: "/" }}>
          root
        </Link>
        <span className="separator">/</span>
      </span>
    )}
    {ancestorsOf(path).map((above) => (
      <span className="ancestor" key={above}>
        <Link className="dim" to="/children/$path" params={{ path: toParam(above) }}>
          {nameOf(above)}
        </Link>
        <span className="separator">/</span>
      </span>
    ))}
    <h1 className="cut">{nameOf(path) || "root"}</h1>
  </nav>
);
