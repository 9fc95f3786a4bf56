import type { ReactNode } from "react";
import { CopyButton } from "./buttons/CopyButton.tsx";
import { Panel } from "./Panel.tsx";
import { useFocusWhenOpened } from "./useFocusWhenOpened.ts";

interface OneTimeProps {
  readonly title: string;
  readonly secret: string;
  /** A word for the secret: `key`, `link`. */
  readonly what: string;
  readonly children: ReactNode;
  readonly onDone: () => void;
}

/** A secret that is shown once. It is in the document until `onDone`, and nowhere else. */
export const OneTime = ({ title, secret, what, children, onDone }: OneTimeProps) => {
  const opened = useFocusWhenOpened();
  return (
    <Panel title={title} meta="shown once">
      <fieldset className="panel-body form" ref={opened} tabIndex={-1} aria-label={title}>
        <code className="mono secret">{secret}</code>
        <CopyButton name={`Copy the ${what}`} text={secret} />
        {children}
        <button type="button" className="button" onClick={onDone}>
          Done
        </button>
      </fieldset>
    </Panel>
  );
};
