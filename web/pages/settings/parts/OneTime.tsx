import type { ReactNode } from "react";
import { Countdown } from "../../../time/Age.tsx";
import { CopyButton } from "../../../ui/buttons/CopyButton.tsx";
import { Panel } from "../../../ui/Panel.tsx";
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

/** The one-time link with which a user chooses a password. */
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
        {user} chooses a password with this link, once, within <Countdown to={expiresAt} />. Anybody who has
        the link can use it: send it over a private channel.
      </p>
    </OneTime>
  );
};
