import type { ReactNode } from "react";
import { Countdown } from "../../../time/Age.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useFocusWhenOpened } from "./useFocusWhenOpened.ts";

interface OneTimeProps {
  readonly title: string;
  readonly secret: string;
  /** What is copied. */
  readonly what: string;
  readonly children: ReactNode;
  readonly onDone: () => void;
}

/** What is shown once: it is in this document until it is put away, and nowhere else. */
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

/** A link by which a user chooses a password. */
export const PasswordLink = ({
  user,
  token,
  expiresAt,
  onDone,
}: {
  readonly user: string;
  readonly token: string;
  readonly expiresAt: string;
  readonly onDone: () => void;
}) => {
  const link = new URL(`reset#${token}`, document.baseURI).href;
  return (
    <OneTime title={`Link for ${user}`} secret={link} what="link" onDone={onDone}>
      <p className="small dim">
        {user} chooses a password by it, once, within <Countdown to={expiresAt} />. Whoever has the link can
        do so: send it by a way that others do not read.
      </p>
    </OneTime>
  );
};
