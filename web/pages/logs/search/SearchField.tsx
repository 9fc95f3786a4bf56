import type { FormEvent } from "react";
import { Icon } from "../../../ui/icons/Icon.tsx";

interface SearchFieldProps {
  readonly grep: string;
  readonly count: string | null;
  readonly countTitle: string;
  readonly isSearching: boolean;
  readonly onSearch: (grep: string) => void;
  readonly onCancel: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

/** The pattern, the number of hits, and buttons for the previous and the next one. */
export const SearchField = (props: SearchFieldProps) => {
  const { grep, count, countTitle, isSearching, onSearch, onCancel, onStep } = props;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get("grep") ?? "");
    if (given === grep && given !== "") onStep(-1);
    else onSearch(given);
  };
  return (
    <>
      <form className="search-lines" onSubmit={submit}>
        <label className="field">
          <Icon name="search" little />
          <span className="hidden-text">Regular expression</span>
          <input
            key={grep}
            id="search-lines"
            type="search"
            name="grep"
            className="mono"
            placeholder="Regular expression, then Enter"
            defaultValue={grep}
            spellCheck={false}
            onInput={({ currentTarget }) => {
              if (currentTarget.value === "" && grep !== "") onSearch("");
            }}
          />
          {count === null ? null : (
            <output className="faint small" title={countTitle}>
              {count}
            </output>
          )}
          {isSearching ? (
            <button type="button" className="cancel-search" onClick={onCancel}>
              Cancel
            </button>
          ) : null}
        </label>
      </form>
      {grep === "" ? null : (
        <>
          <button
            type="button"
            className="button square"
            onClick={() => onStep(-1)}
            aria-label="Previous hit"
            title="Previous hit (N)"
          >
            <Icon name="up" little />
          </button>
          <button
            type="button"
            className="button square"
            onClick={() => onStep(1)}
            aria-label="Next hit"
            title="Next hit (n)"
          >
            <Icon name="down" little />
          </button>
        </>
      )}
    </>
  );
};
