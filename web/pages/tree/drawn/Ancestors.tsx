import type { Tree } from "../../../live/Tree.ts";
import { nameOf } from "../../../paths.ts";

interface AncestorsProps {
  readonly tree: Tree;
  readonly top: number;
  readonly onDraw: (i: number) => void;
}

/** The path of the drawn supervisor; each of its ancestors can be drawn instead. */
export const Ancestors = ({ tree, top, onDraw }: AncestorsProps) => {
  const above: Array<number> = [];
  for (let at = tree.node(top)?.parent ?? null; at !== null; at = tree.node(at)?.parent ?? null)
    above.unshift(at);
  return (
    <>
      {above.map((i) => (
        <span key={i}>
          <button type="button" className="link" onClick={() => onDraw(i)}>
            {nameOf(tree.node(i)?.path ?? "") || "root"}
          </button>{" "}
          /{" "}
        </span>
      ))}
      <span className="strong">{nameOf(tree.node(top)?.path ?? "") || "root"}</span>{" "}
    </>
  );
};
