import { useSyncExternalStore } from "react";
import { Dialog } from "../../ui/overlays/Dialog.tsx";
import { singleKeys } from "../keyboard/singleKeys.ts";
import { effective } from "../Shortcuts.ts";
import { KeyCaps } from "./KeyCaps.tsx";
import "./sheet.css";
import { shortcuts } from "../useShortcuts.ts";

/** The shortcuts on the page, and a switch for those without Ctrl. */
export const KeysSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const groups = effective(useSyncExternalStore(shortcuts.subscribe, () => shortcuts.groups));
  return (
    <Dialog label="Keys" className="keys-sheet" onClose={onClose}>
      <header>
        <h2>Keys</h2>
        <span className="grow" />
        <button type="button" className="button ghost tiny" onClick={onClose}>
          Close
        </button>
      </header>
      <div className="keys-groups">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.shortcuts.map(({ keys, title }) => (
                <div key={keys}>
                  <dt>{title}</dt>
                  <dd>
                    <KeyCaps keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <SingleKeysSwitch />
    </Dialog>
  );
};

/** Speech input and slips of the hand trigger single keys by accident (WCAG 2.1.4). */
const SingleKeysSwitch = () => (
  <label className="keys-switch">
    <input
      type="checkbox"
      checked={singleKeys.use() === "on"}
      onChange={({ target }) => singleKeys.choose(target.checked ? "on" : "off")}
    />
    <span>
      Keys without <KeyCaps keys="mod" /> work
      <span className="dim block">Kept in this browser. Escape, Enter and the arrow keys always work.</span>
    </span>
  </label>
);
