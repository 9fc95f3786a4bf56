import { useQuery } from "@tanstack/react-query";
import { baseUrl } from "../../api/baseUrl.ts";
import { daemonsQuery, type ListedTree } from "../../api/daemons.ts";
import { otherAddress } from "./otherAddress.ts";

/** The trees of the same user, each with its own daemon and accounts. */
const TreeLinks = () => {
  const { data } = useQuery({ ...daemonsQuery, refetchOnMount: "always" });
  if (data === undefined || data.items.length < 2) return null;
  return (
    <nav aria-label="Trees on this machine">
      <p className="popover-title">Trees on {data.host}</p>
      <ul className="popover-list">
        {data.items.map((tree) => (
          <li key={tree.home}>
            <TreeLink tree={tree} />
          </li>
        ))}
      </ul>
    </nav>
  );
};

const TreeLink = ({ tree }: { readonly tree: ListedTree }) => {
  const address = tree.state === "running" ? otherAddress(tree.url, baseUrl) : null;
  const note = tree.own
    ? "this one"
    : (obstacleOf(tree) ?? (address === null ? "not reachable from here" : ""));
  const row = (
    <>
      <span className="grow cut" title={tree.home}>
        {tree.name}
      </span>
      <span className="dim small">{note}</span>
    </>
  );
  if (tree.own || address === null) return <span className={tree.own ? "strong" : "dim"}>{row}</span>;
  return <a href={address}>{row}</a>;
};

const obstacleOf = ({ state, url }: ListedTree): string | null => {
  if (state !== "running") return "not running";
  return url === null ? "no address over TCP" : null;
};

export default TreeLinks;
