import type { Session } from "../../../api/accounts.ts";
import { Ago } from "../../../time/Age.tsx";
import { ConfirmButton } from "../../../ui/buttons/ConfirmButton.tsx";
import { clientName } from "./clientName.ts";

interface SessionRowProps {
  readonly session: Session;
  readonly withUser: boolean;
  readonly onEnd: () => void;
}

export const SessionRow = ({ session, withUser, onEnd }: SessionRowProps) => {
  const { user, agent, address, created_at, last_used_at, expires_at, current } = session;
  const client = clientName(agent);
  return (
    <tr>
      {withUser ? <td className="mid">{user}</td> : null}
      <td className={withUser ? "dim" : "mid"} title={agent ?? ""}>
        {client}
        {current ? <span className="tag">this one</span> : null}
      </td>
      <td className="mono dim">{address ?? "this machine"}</td>
      <td className="dim">
        <span className="narrow-only">since </span>
        <Ago at={created_at} />
      </td>
      <td className="dim">
        <span className="narrow-only">used </span>
        <Ago at={last_used_at} />
      </td>
      <td className="dim">
        <span className="narrow-only">ends </span>
        <Ago at={expires_at} />
      </td>
      <td className="figure">
        {current ? null : (
          <ConfirmButton
            className="ghost tiny bad"
            label={`End ${withUser ? `${client} of ${user}` : client}`}
            question={withUser ? `Log ${user} out there?` : "End it?"}
            onConfirm={onEnd}
          >
            End
          </ConfirmButton>
        )}
      </td>
    </tr>
  );
};
