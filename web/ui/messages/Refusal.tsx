import { ApiError, messageOf } from "../../api/ApiError.ts";
import { Glyph } from "../icons/Glyph.tsx";

/** The reason why a command failed, beside its button; nothing without an error. */
export const Refusal = ({ error, id }: { readonly error: unknown; readonly id?: string }) => {
  if (error === null || error === undefined) return null;
  const hint = error instanceof ApiError ? error.hint : null;
  return (
    <p className="refusal" role="alert" {...(id === undefined ? {} : { id })}>
      <Glyph state="failed" />
      <span>
        {messageOf(error)}
        {hint === null ? "" : `: ${hint}`}
      </span>
    </p>
  );
};
