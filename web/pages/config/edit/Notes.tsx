import type { ReactNode } from "react";
import { useWho } from "../../../shell/useWho.ts";
import { Icon } from "../../../ui/icons/Icon.tsx";
import type { Draft } from "../draft.ts";
import type { Reference } from "../useReference.ts";

interface NotesProps {
  readonly reference: Reference;
  readonly draft: Draft | null;
  readonly isKept: boolean;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Notes to read before editing a text. */
export const Notes = ({ reference, draft, isKept, onKeep, onDiscard }: NotesProps) => {
  const { name, hash, obstacle, path, isWithheld } = reference;
  const isAdmin = useWho().role === "admin";
  return (
    <>
      {draft !== null && draft.hash !== hash ? (
        <Note
          actions={
            <>
              <button type="button" className="button" onClick={onKeep}>
                Keep the draft
              </button>
              <button type="button" className="button" onClick={onDiscard}>
                Take the file
              </button>
            </>
          }
        >
          {hash === null ? "The file is gone" : `${name} has changed`} since this draft was begun. Changed
          lines are marked against what is there now.
        </Note>
      ) : null}
      {obstacle !== null && isAdmin ? (
        <Note>
          {hash === null ? (
            <>This is the running tree, with all defaults: {obstacle}. It can be applied, but not written.</>
          ) : (
            <>
              {path} {obstacle}, so it can be applied from here, but not written.
            </>
          )}
        </Note>
      ) : null}
      {isWithheld ? (
        <Note>
          This is the running tree, with all defaults and without the values of variables:{" "}
          <code>(withheld)</code> keeps the current value.
        </Note>
      ) : null}
      {isKept ? null : (
        <Note>The browser does not store the draft: it is lost when this page is reloaded.</Note>
      )}
    </>
  );
};

const Note = ({ children, actions }: { readonly children: ReactNode; readonly actions?: ReactNode }) => (
  <div className="note config-note">
    <Icon name="config" little />
    <p className="grow">{children}</p>
    {actions}
  </div>
);
