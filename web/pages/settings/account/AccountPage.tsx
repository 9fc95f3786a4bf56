import { Link } from "@tanstack/react-router";
import { useWho } from "../../../shell/useWho.ts";
import { Ago } from "../../../time/Age.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";
import { meaningOf, scopeInWords } from "../parts/rights.ts";
import { ChangePassword } from "./ChangePassword.tsx";

/** Who one is, with which rights, and one's password. */
export const AccountPage = () => {
  useTitle("Account");
  const { principal, role, scope, session } = useWho();
  const isUser = principal.startsWith("user:") && session !== null;
  return (
    <div className="columns">
      <Panel title="You">
        <dl className="panel-body facts">
          <dt>Name</dt>
          <dd>{principal.replace(/^user:/, "")}</dd>
          <dt>Role</dt>
          <dd>
            {role}
            <span className="small faint block">{meaningOf[role]}</span>
          </dd>
          <dt>Scope</dt>
          <dd>{scopeInWords(scope)}</dd>
          {session === null ? null : (
            <>
              <dt>This session</dt>
              <dd>
                ends <Ago at={session.expires_at} />, or after a day without use.{" "}
                <Link className="link" to="/settings/sessions" search={{}}>
                  All your sessions
                </Link>
              </dd>
            </>
          )}
        </dl>
      </Panel>
      {isUser ? <ChangePassword /> : null}
    </div>
  );
};
