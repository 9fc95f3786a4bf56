import { memo, type ReactNode } from "react";
import { KeyCaps } from "../keys/sheet/KeyCaps.tsx";
import { Glyph } from "../ui/icons/Glyph.tsx";
import { Icon } from "../ui/icons/Icon.tsx";
import type { Entry } from "./Entry.ts";
import { find } from "./fuzzy.ts";

interface EntryRowProps {
  readonly id: string;
  readonly entry: Entry;
  readonly query: string;
  readonly isActive: boolean;
  readonly phase: "ready" | "asked" | "sending" | "failed";
  /** `isBeside`: open it in a new tab. */
  readonly onPress: (isBeside: boolean) => void;
}

/** An entry of the palette. */
export const EntryRow = memo(({ id, entry, query, isActive, phase, onPress }: EntryRowProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
  <div
    id={id}
    role="option"
    aria-selected={isActive}
    aria-disabled={entry.obstacle !== undefined || undefined}
    // Keep the focus in the field.
    tabIndex={-1}
    className="palette-entry"
    onMouseDown={(event) => event.preventDefault()}
    onClick={(event) => onPress(event.ctrlKey || event.metaKey)}
  >
    {"state" in entry.mark ? <Glyph state={entry.mark.state} /> : <Icon name={entry.mark.icon} />}
    {phase === "asked" ? (
      <span className="palette-name cut failed-ink">{entry.question}</span>
    ) : (
      <span className="palette-name cut">
        {phase === "sending" ? `${entry.text}, sent` : marked(entry.text, query)}
      </span>
    )}
    <span className="palette-note dim cut">{phase === "asked" ? "Enter again says yes" : entry.note}</span>
    {entry.keys === undefined ? null : <KeyCaps keys={entry.keys} />}
  </div>
));

/** A text with the matching characters marked. */
const marked = (text: string, query: string): ReactNode => {
  const at = query === "" ? undefined : find(text, query)?.at;
  if (at === undefined || at.size === 0) return text;
  const runs: Array<{ readonly text: string; readonly isHit: boolean }> = [];
  for (const [index, character] of [...text].entries()) {
    const isHit = at.has(index);
    const last = runs.at(-1);
    if (last?.isHit === isHit) runs[runs.length - 1] = { text: last.text + character, isHit };
    else runs.push({ text: character, isHit });
  }
  return runs.map((run, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have no other name
    run.isHit ? <mark key={index}>{run.text}</mark> : <span key={index}>{run.text}</span>,
  );
};
