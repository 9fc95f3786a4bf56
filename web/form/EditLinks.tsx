import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useShortcuts } from "../keys/useShortcuts.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { toParam } from "../paths.ts";
import { useWho } from "../shell/useWho.ts";

type EditedNode = Pick<NodeRecord, "path" | "strategy">;

/** The path of the declaration: an instance is declared by its group. */
const declaredPath = (path: string): string => path.replace(/#.*$/, "");

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Whether the children of a supervisor are declared one by one, unlike instances. */
const hasOwnChildren = ({ strategy }: EditedNode): boolean =>
  strategy !== null && strategy !== "simple_one_for_one";

/** Links to the form of a child and of a new child under it; for admins. */
export const EditLinks = ({ node }: { readonly node: EditedNode }) =>
  useWho().role === "admin" ? <Links node={node} /> : null;

const Links = ({ node }: { readonly node: EditedNode }) => {
  const { path } = node;
  const isParent = hasOwnChildren(node);
  const navigate = useNavigate();
  useShortcuts(
    useMemo(() => {
      const edit = { form: toParam(declaredPath(path)) };
      const add = { form: "new", under: toParam(path) };
      const go = (search: typeof edit | typeof add) => () => void navigate({ to: "/config", search });
      return {
        title: path || "The tree",
        shortcuts: [
          { keys: "e", title: `edit ${declaredPath(path) || "the tree"} in a form`, run: go(edit) },
          ...(isParent ? [{ keys: "a", title: `add a child to ${path || "the tree"}`, run: go(add) }] : []),
        ],
      };
    }, [path, isParent, navigate]),
  );
  return (
    <>
      {isParent ? (
        <Link className="button" to="/config" search={{ form: "new", under: toParam(path) }}>
          Add child
        </Link>
      ) : null}
      <Link className="button" to="/config" search={{ form: toParam(declaredPath(path)) }}>
        Edit
      </Link>
    </>
  );
};

/** A link to the form of a new child beside or under the selected node; for admins. */
export const AddChildLink = ({ at }: { readonly at: EditedNode | undefined }) => {
  if (useWho().role !== "admin") return null;
  const under = at === undefined ? "" : hasOwnChildren(at) ? at.path : parentOf(declaredPath(at.path));
  return (
    <Link className="button" to="/config" search={{ form: "new", under: toParam(under) }}>
      Add child
    </Link>
  );
};
