import { messageOf } from "../api/ApiError.ts";
import type { Intent, Paths } from "./intent.ts";
import { usePreview } from "./usePreview.ts";

interface BlastNoteProps {
  readonly intent: Intent | null;
  readonly paths: Paths | null;
}

/** Describes in a sentence what the pointed command affects; the affected nodes are outlined meanwhile. */
export const BlastNote = ({ intent, paths }: BlastNoteProps) => {
  const { preview, error } = usePreview(intent, paths);
  const refused = preview?.refused ?? [];
  return (
    <div role="status" className={preview === null && error === null ? "blast" : "blast shown"}>
      {error === null ? null : <p>The affected nodes are unknown: {messageOf(error)}</p>}
      {preview === null ? null : <p title={preview.sentence}>{preview.sentence}</p>}
      {refused.length === 0 ? null : (
        <p className="dim">
          {refused.length === 1 ? refused[0]?.reason : `${refused.length} of them would refuse it.`}
        </p>
      )}
    </div>
  );
};
