import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type Session, sessionsQuery } from "../../../api/accounts.ts";
import { request } from "../../../api/request.ts";
import { useWho } from "../../../shell/useWho.ts";
import { ConfirmButton } from "../../../ui/buttons/ConfirmButton.tsx";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Refusal } from "../../../ui/messages/Refusal.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";
import { counted } from "../parts/rights.ts";
import { SettingsTable } from "../parts/SettingsTable.tsx";
import { managesAll } from "../sections.ts";
import { SessionRow } from "./SessionRow.tsx";

const route = getRouteApi("/shell/settings/sessions");

/** Who is logged in from where. The address may name one user. */
export const SessionsPage = () => {
  useTitle("Sessions");
  const sessions = useQuery(sessionsQuery);
  const who = useWho();
  const { user } = route.useSearch();
  const own = who.principal.replace(/^user:/, "");
  if (sessions.isPending) return <Reading />;
  if (sessions.isError) return <Failure error={sessions.error} retry={() => void sessions.refetch()} />;
  const others = sessions.data.filter((one) => one.user !== own && (user === undefined || one.user === user));
  return (
    <div className="stack">
      {user === undefined || user === own ? (
        <Own sessions={sessions.data.filter((one) => one.user === own)} />
      ) : null}
      {user === own || !managesAll(who) ? null : <Others sessions={others} user={user} />}
      {user === undefined ? null : (
        <p>
          <Link className="link" to="/settings/sessions" search={{}}>
            Show the sessions of all users
          </Link>
        </p>
      )}
    </div>
  );
};

/** Ends sessions one after the other; some may have ended by themselves. */
const useEnd = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: ReadonlyArray<string>) => {
      for (const id of ids) await request("DELETE /sessions/:id", { params: { id } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
};

const Own = ({ sessions }: { readonly sessions: ReadonlyArray<Session> }) => {
  const end = useEnd();
  const others = sessions.filter(({ current }) => !current);
  return (
    <Panel
      title="Your sessions"
      meta={sessions.length}
      action={
        others.length === 0 ? null : (
          <ConfirmButton
            className="ghost tiny bad"
            question={`End ${counted(others.length, "other session")}?`}
            isSending={end.isPending}
            onConfirm={() => end.mutate(others.map(({ id }) => id))}
          >
            End all others
          </ConfirmButton>
        )
      }
    >
      <Refusal error={end.error} />
      {sessions.length === 0 ? (
        <p className="message">You came with a key or by the socket, which need no session.</p>
      ) : (
        <Table sessions={sessions} label="Your sessions" onEnd={(id) => end.mutate([id])} />
      )}
    </Panel>
  );
};

const Others = ({
  sessions,
  user,
}: {
  readonly sessions: ReadonlyArray<Session>;
  readonly user: string | undefined;
}) => {
  const end = useEnd();
  const title = user === undefined ? "Sessions of others" : `Sessions of ${user}`;
  return (
    <Panel
      title={title}
      meta={sessions.length}
      action={
        user === undefined || sessions.length === 0 ? null : (
          <ConfirmButton
            className="ghost tiny bad"
            question={`End ${counted(sessions.length, "session")} of ${user}?`}
            isSending={end.isPending}
            onConfirm={() => end.mutate(sessions.map(({ id }) => id))}
          >
            End all
          </ConfirmButton>
        )
      }
    >
      <Refusal error={end.error} />
      {sessions.length === 0 ? (
        <Message title={user === undefined ? "Nobody else is logged in." : `${user} is not logged in.`} />
      ) : (
        <Table sessions={sessions} label={title} withUser onEnd={(id) => end.mutate([id])} />
      )}
    </Panel>
  );
};

const Table = ({
  sessions,
  label,
  withUser = false,
  onEnd,
}: {
  readonly sessions: ReadonlyArray<Session>;
  readonly label: string;
  readonly withUser?: boolean;
  readonly onEnd: (id: string) => void;
}) => (
  <SettingsTable
    label={label}
    columns={[...(withUser ? ["User"] : []), "Client", "From", "Since", "Last used", "Ends"]}
  >
    {sessions.map((session) => (
      <SessionRow key={session.id} session={session} withUser={withUser} onEnd={() => onEnd(session.id)} />
    ))}
  </SettingsTable>
);
