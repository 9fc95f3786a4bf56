import { Countdown } from "../../../time/Age.tsx";
import { OneTime } from "../../../ui/OneTime.tsx";

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
