import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { flushSync } from "react-dom";
import { messageOf } from "../api/ApiError.ts";
import { KeyCaps } from "../keys/sheet/KeyCaps.tsx";
import { openSheet } from "../keys/sheet/sheet.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { Dialog } from "../ui/overlays/Dialog.tsx";
import type { Entry } from "./Entry.ts";
import { EntryRow } from "./EntryRow.tsx";
import { closePalette, type Opening, typedAhead } from "./opening.ts";
import "./palette.css";
import { useSections } from "./useSections.tsx";

/** The active entry waits for a second Enter, or for the daemon. */
type Phase =
  | { readonly name: "ready" }
  | { readonly name: "asked"; readonly id: string }
  | { readonly name: "sending"; readonly id: string }
  | { readonly name: "failed"; readonly id: string; readonly error: unknown };

const ready: Phase = { name: "ready" };

/** Searches the commands for the selection, the children, the pages, and the shortcuts of the current page. */
export const Palette = ({ opening }: { readonly opening: Opening }) => {
  const id = useId();
  const [subject, setSubject] = useState(opening.subject);
  const [picked, setPicked] = useState(opening.picked);
  const [query, setQuery] = useState(typedAhead);
  const sections = useSections(query, subject, picked);
  const entries = sections.flatMap((section) => section.entries);
  const [activeId, setActiveId] = useState<string | null>(
    opening.verb === null ? null : `${opening.verb} ${opening.subject || "/"}`,
  );
  const active =
    entries.find((entry) => entry.id === activeId) ??
    entries.find(({ obstacle }) => obstacle === undefined) ??
    entries[0];
  const [phase, setPhase] = useState<Phase>(
    opening.verb === null || activeId === null ? ready : { name: "asked", id: activeId },
  );

  const choose = (entry: Entry | undefined): void => {
    setActiveId(entry?.id ?? null);
    setPhase(ready);
  };
  const search = (text: string): void => {
    setQuery(text);
    choose(undefined);
  };
  const actOn = (path: string): void => {
    setSubject(path);
    setPicked([]);
    search("");
  };
  const run = (entry: Entry, isBeside: boolean): void => {
    if (entry.obstacle !== undefined || phase.name === "sending") return;
    if (isBeside && entry.href !== undefined) {
      window.open(entry.href, "_blank", "noopener");
      return;
    }
    if (entry.question !== undefined && !(phase.name === "asked" && phase.id === entry.id)) {
      setActiveId(entry.id);
      setPhase({ name: "asked", id: entry.id });
      return;
    }
    // The command may need the focus or the shortcuts.
    if (!entry.isAwaited) {
      flushSync(closePalette);
      void entry.run();
      return;
    }
    setPhase({ name: "sending", id: entry.id });
    Promise.resolve(entry.run()).then(closePalette, (error: unknown) =>
      setPhase({ name: "failed", id: entry.id, error }),
    );
  };
  const press = (event: KeyboardEvent): void => {
    // The input method handles this key.
    if (event.nativeEvent.isComposing) return;
    const at = active === undefined ? -1 : entries.indexOf(active);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: Math.min(at + page, entries.length - 1),
      PageUp: Math.max(at - page, 0),
    };
    const step = steps[event.key];
    if (step !== undefined) choose(entries[(step + entries.length) % entries.length]);
    else if (event.key === "Enter" && active !== undefined && !event.repeat)
      run(active, event.ctrlKey || event.metaKey);
    else if (event.key === "Tab" && !event.shiftKey && active?.path !== undefined) actOn(active.path);
    else if (event.key === "Escape" && phase.name === "asked") setPhase(ready);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    if (active === undefined) return;
    document.getElementById(`${id}-${entries.indexOf(active)}`)?.scrollIntoView({ block: "nearest" });
  });
  return (
    <Dialog label="Search or run" className="palette" onClose={closePalette}>
      <div className="palette-query">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label="Search or run"
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : `${id}-${entries.indexOf(active)}`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={
            picked.length > 0
              ? `Act on ${picked.length} selected`
              : subject === null
                ? "A child, a page, or a command"
                : `Act on ${subject || "the whole tree"}`
          }
          value={query}
          onChange={({ target }) => search(target.value)}
          onKeyDown={press}
        />
        <button type="button" className="key" onClick={closePalette} tabIndex={-1} aria-label="Esc, close">
          Esc
        </button>
      </div>
      <div className="palette-list" id={`${id}-list`} role="listbox" aria-label="Found">
        {sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options
          <div key={section.title} role="group" aria-label={section.title}>
            <p className="palette-section cut" aria-hidden="true">
              {section.title}
            </p>
            {section.entries.map((entry) => (
              <EntryRow
                key={entry.id}
                id={`${id}-${entries.indexOf(entry)}`}
                entry={entry}
                query={query}
                isActive={entry === active}
                phase={"id" in phase && phase.id === entry.id ? phase.name : "ready"}
                onPress={(isBeside) => run(entry, isBeside)}
              />
            ))}
          </div>
        ))}
        {entries.length === 0 ? <p className="message">Nothing has “{query}” in its name.</p> : null}
      </div>
      {phase.name === "failed" ? (
        <p className="palette-refusal failed-ink" role="alert">
          {messageOf(phase.error)}
        </p>
      ) : null}
      <p className="hidden-text" role="status">
        {phase.name === "asked" ? `${active?.question} Enter again says yes.` : ""}
      </p>
      <footer className="palette-foot">
        <span>
          <KeyCaps keys="ArrowUp ArrowDown" /> move
        </span>
        <span>
          <KeyCaps keys="Enter" /> {phase.name === "asked" ? "yes, do it" : "run"}
        </span>
        {active?.href === undefined ? null : (
          <span>
            <KeyCaps keys="mod+Enter" /> in new tab
          </span>
        )}
        {active?.path === undefined ? null : (
          <span>
            <KeyCaps keys="Tab" /> act on it
          </span>
        )}
        {active?.command === undefined ? null : <code className="mono cut">{active.command}</code>}
        <span className="grow" />
        <button
          type="button"
          onClick={() => {
            flushSync(closePalette);
            openSheet();
          }}
        >
          <KeyCaps keys="?" /> all keys
        </button>
      </footer>
    </Dialog>
  );
};

/** Entries of a page up or down. */
const page = 8;
