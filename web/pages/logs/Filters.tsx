import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useMemo } from "react";
import { request } from "../../api/request.ts";
import { useTree } from "../../live/useLive.ts";
import { isMeantBy } from "./meant.ts";

interface ChildrenProps {
  readonly chosen: ReadonlyArray<string>;
  readonly onChange: (chosen: ReadonlyArray<string>) => void;
}

/** The paths of all nodes but the root. */
export const usePaths = (): ReadonlyArray<string> => {
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  return useMemo(
    () => order.flatMap((i) => tree.node(i)?.path ?? []).filter((path) => path !== ""),
    [tree, order],
  );
};

/** The number of services that a pattern matches. */
const useMeant = (word: string): number => {
  const order = useTree((tree) => tree.order);
  const tree = useTree((one) => one);
  return useMemo(() => {
    const services = order.flatMap((i) => tree.node(i) ?? []).filter(({ kind }) => kind === "service");
    const isMeant = isMeantBy(word);
    return services.filter(({ path }) => isMeant(path)).length;
  }, [tree, order, word]);
};

/** The selected children as tokens; without one, all children. */
export const Children = ({ chosen, onChange }: ChildrenProps) => {
  const paths = usePaths();
  const groups = useMemo(() => {
    const above = paths.flatMap((path) => (path.includes("/") ? [path.slice(0, path.lastIndexOf("/"))] : []));
    return [...new Set(above)].map((path) => `${path}/*`);
  }, [paths]);
  const add = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem("child") as HTMLInputElement;
    const word = field.value.trim();
    if (word !== "" && !chosen.includes(word)) onChange([...chosen, word]);
    field.value = "";
  };
  return (
    <>
      {chosen.length === 0 ? <span className="dim">All children</span> : null}
      {chosen.map((word) => (
        <Token key={word} word={word} onRemove={() => onChange(chosen.filter((one) => one !== word))} />
      ))}
      <form className="add-child" onSubmit={add}>
        <label className="field">
          <span aria-hidden="true">+</span>
          <span className="hidden-text">Add a child, by path or glob</span>
          <input
            name="child"
            list="children-of-logs"
            placeholder="Child"
            autoComplete="off"
            spellCheck={false}
            onChange={({ currentTarget }) => {
              // Chosen from the list, not typed.
              if (
                paths.includes(currentTarget.value) &&
                !paths.some((path) => isLonger(path, currentTarget.value))
              )
                currentTarget.form?.requestSubmit();
            }}
          />
        </label>
        <datalist id="children-of-logs">
          {[...paths, ...groups]
            .filter((path) => !chosen.includes(path))
            .map((path) => (
              <option key={path} value={path} />
            ))}
        </datalist>
      </form>
    </>
  );
};

/** Whether a typed path may be the beginning of another one. */
const isLonger = (path: string, typed: string): boolean => path !== typed && path.startsWith(typed);

const Token = ({ word, onRemove }: { readonly word: string; readonly onRemove: () => void }) => {
  const meant = useMeant(word);
  return (
    <span className="token mono">
      {word}
      {meant > 1 ? <span className="faint">{meant}</span> : null}
      <button type="button" onClick={onRemove} aria-label={`Without ${word}`}>
        ×
      </button>
    </span>
  );
};

/** The run of a child; nothing if several children are selected or there is only one run. */
export const Runs = ({
  path,
  run,
  onChange,
}: {
  readonly path: string;
  readonly run: number | undefined;
  readonly onChange: (run: number | undefined) => void;
}) => {
  const { data } = useQuery({
    queryKey: ["logs", "runs", path],
    queryFn: ({ signal }) => request("GET /logs/runs", { query: { path: [path] }, signal }),
  });
  const own = (data?.items ?? []).filter((one) => one.path === path).map((one) => one.run);
  if (own.length < 2 && run === undefined) return null;
  return (
    <label className="field">
      <span className="hidden-text">Run</span>
      <select
        value={run ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? undefined : Number(target.value))}
      >
        <option value="">All runs</option>
        {(run === undefined || own.includes(run) ? own : [...own, run]).toReversed().map((one) => (
          <option key={one} value={one}>
            Run {one}
          </option>
        ))}
      </select>
    </label>
  );
};
