import { type KeyboardEvent, useId, useState } from "react";
import { suggestions, type Token } from "../../selection/filter.ts";
import { Icon } from "../../ui/icons/Icon.tsx";

interface TreeFilterProps {
  readonly tokens: ReadonlyArray<Token>;
  /** The number of matching nodes, and of all nodes. */
  readonly shown: number;
  readonly all: number;
  readonly onChange: (filter: string) => void;
  readonly onSelectAll: () => void;
}

const wordsOf = (tokens: ReadonlyArray<Token>): ReadonlyArray<string> => tokens.map(({ word }) => word);

/** The filter: its words as removable tokens, and the word being typed. */
export const TreeFilter = ({ tokens, shown, all, onChange, onSelectAll }: TreeFilterProps) => {
  const [draft, setDraft] = useState("");
  const list = useId();
  const settled = tokens.filter(({ word }) => word !== draft);
  const write = (text: string): void => {
    // A blank ends a word.
    const ended = /\s$/.test(text);
    setDraft(ended ? "" : text);
    onChange([...wordsOf(settled), text.trim()].join(" "));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") setDraft("");
    else if (event.key === "Backspace" && draft === "") onChange(wordsOf(settled).slice(0, -1).join(" "));
    else if (event.key === "Escape") write("");
  };
  return (
    <div className="filters tree-filters">
      <label className="field">
        <Icon name="filter" little />
        <span className="hidden-text">Filter by path, state or kind</span>
        <input
          type="search"
          placeholder="path, state: or kind:"
          list={list}
          value={draft}
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <datalist id={list}>
        {suggestions.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      {settled.map(({ word, problem }) => (
        <span key={word} className={problem === null ? "token" : "token wrong"} title={problem ?? undefined}>
          {word}
          <button
            type="button"
            aria-label={`Without ${word}`}
            onClick={() =>
              onChange(
                wordsOf(tokens)
                  .filter((one) => one !== word)
                  .join(" "),
              )
            }
          >
            ×
          </button>
        </span>
      ))}
      <span className="grow" />
      <span className="faint small" role="status">
        {tokens.length === 0 ? `${all} nodes` : `${shown} of ${all} nodes, ${all - shown} hidden`}
      </span>
      <button type="button" className="button ghost tiny" onClick={onSelectAll}>
        {tokens.length === 0 ? "Select all services" : "Select all shown"}
      </button>
    </div>
  );
};
