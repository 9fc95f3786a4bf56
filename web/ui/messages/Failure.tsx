import { ApiError, messageOf } from "../../api/ApiError.ts";

/** An error in place of content, with a retry. */
export const Failure = ({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) => {
  const isForbidden = error instanceof ApiError && error.status === 403;
  const hint = error instanceof ApiError ? error.hint : null;
  return (
    <div className="message" role="alert">
      <p className="title">{isForbidden ? "You may not see this." : "This could not be shown."}</p>
      <p>
        {messageOf(error)}
        {hint === null ? "" : `: ${hint}`}
      </p>
      {retry === undefined || isForbidden ? null : (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
};
