import { baseUrl } from "../../../api/baseUrl.ts";
import { CopyButton } from "../../../ui/buttons/CopyButton.tsx";
import { OneTime } from "../../../ui/OneTime.tsx";
import type { MadeKey } from "./NewKey.tsx";

/** A key that was just made, and how it is used. */
export const ShownKey = ({ made, onDone }: { readonly made: MadeKey; readonly onDone: () => void }) => {
  const curl = `curl -H 'authorization: Bearer ${made.key}' ${new URL("api/v1/children", baseUrl).href}`;
  return (
    <OneTime title={`Key ${made.name}`} secret={made.key} what="key" onDone={onDone}>
      <p className="small dim">Store it now: it can't be shown again. For example:</p>
      <code className="mono secret">{curl}</code>
      <CopyButton name="Copy the command" text={curl} />
    </OneTime>
  );
};
