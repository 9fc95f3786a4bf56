import { type FormEvent, useMemo } from "react";
import { ChildToken } from "./ChildToken.tsx";
import { usePaths } from "./usePaths.ts";

interface ChosenChildrenProps {
  readonly chosen: ReadonlyArray<string>;
  readonly onChange: (chosen: ReadonlyArray<string>) => void;
}

/** The chosen children, and a field that adds one. Without any, all children are shown. */
export const ChosenChildren = ({ chosen, onChange }: ChosenChildrenProps) => {
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
        <ChildToken key={word} word={word} onRemove={() => onChange(chosen.filter((one) => one !== word))} />
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
                !paths.some((path) => isLongerThan(path, currentTarget.value))
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
const isLongerThan = (path: string, typed: string): boolean => path !== typed && path.startsWith(typed);
