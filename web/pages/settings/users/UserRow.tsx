import { Link } from "@tanstack/react-router";
import type { Session, User } from "../../../api/accounts.ts";
import { useWho } from "../../../shell/useWho.ts";
import { Ago } from "../../../time/Age.tsx";
import { ChangeButton } from "../parts/ChangeButton.tsx";
import { scopeInWords } from "../parts/rights.ts";

interface UserRowProps {
  readonly user: User;
  readonly sessions: ReadonlyArray<Session>;
  /** ISO 8601; undefined: none is known. */
  readonly lastLogin: string | undefined;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export const UserRow = ({ user, sessions, lastLogin, isChosen, onChoose }: UserRowProps) => {
  const { name, role, scope, disabled, has_password } = user;
  const isOwn = useWho().principal === `user:${name}`;
  const lastUses = sessions.map(({ last_used_at }) => last_used_at);
  const lastSeen = [...lastUses, ...(lastLogin === undefined ? [] : [lastLogin])].sort().at(-1);
  return (
    <tr className={isChosen ? "chosen" : ""}>
      <td>
        <span className={disabled ? "faint" : "mid"}>{name}</span>
        {isOwn ? <span className="faint"> you</span> : null}
        {disabled ? <span className="tag">disabled</span> : null}
        {has_password ? null : <span className="tag">no password yet</span>}
      </td>
      <td className="dim">{role}</td>
      <td className="dim cut scope" title={scopeInWords(scope)}>
        {scopeInWords(scope)}
      </td>
      <td className="dim">
        {sessions.length === 0 ? (
          <span className="wide-only">0</span>
        ) : (
          <Link className="link" to="/settings/sessions" search={{ user: name }}>
            {sessions.length}
            <span className="narrow-only"> {sessions.length === 1 ? "session" : "sessions"}</span>
          </Link>
        )}
      </td>
      <td className="dim">
        <span className="narrow-only">seen </span>
        {lastSeen === undefined ? "never" : <Ago at={lastSeen} />}
      </td>
      <td className="figure">
        <ChangeButton name={name} isChosen={isChosen} onChoose={onChoose} />
      </td>
    </tr>
  );
};
