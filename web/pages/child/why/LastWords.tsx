import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lineQuery } from "../../../api/child.ts";
import type { NodeRecord } from "../../../live/protocol.ts";
import { toParam } from "../../../paths.ts";

const pattern = /^(It said last: )“(.*)”$/s;

/** Whether a sentence quotes the last output of a program before it failed. */
export const isLastWords = (sentence: string): boolean => pattern.test(sentence);

/** That sentence, with a link to the line in the output of the run. */
export const LastWords = ({ node, children }: { readonly node: NodeRecord; readonly children: string }) => {
  const [, opening, words = ""] = pattern.exec(children) ?? [];
  const run = node.last_exit?.run ?? node.run;
  const { data: line } = useQuery({ ...lineQuery(node.path, run ?? 0, words), enabled: run !== null });
  if (run === null) return children;
  const search = { run, ...(line == null ? {} : { line }) };
  return (
    <>
      {opening}
      <Link
        className="link"
        to="/children/$path"
        params={{ path: toParam(node.path) }}
        search={search}
        hash="output"
      >
        “{words}”
      </Link>
    </>
  );
};
