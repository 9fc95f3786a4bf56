import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { lastLoginsQuery, type OneTimeLink, sessionsQuery, usersQuery } from "../../../api/accounts.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";
import { ForAdmins } from "../parts/ForAdmins.tsx";
import { PasswordLink } from "../parts/PasswordLink.tsx";
import { SettingsTable } from "../parts/SettingsTable.tsx";
import { EditUser } from "./EditUser.tsx";
import { NewUser } from "./NewUser.tsx";
import { UserRow } from "./UserRow.tsx";

const route = getRouteApi("/shell/settings/users");

/** Who may log in, and do what. The address has the user that is being changed. */
export const UsersPage = () => {
  useTitle("Users");
  return (
    <ForAdmins>
      <Users />
    </ForAdmins>
  );
};

const Users = () => {
  const users = useQuery(usersQuery);
  const sessions = useQuery(sessionsQuery).data ?? [];
  const logins = useQuery(lastLoginsQuery).data;
  const { user: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const [link, setLink] = useState<OneTimeLink | null>(null);
  const show = (name: string | undefined): void =>
    void navigate({ search: name === undefined ? {} : { user: name }, replace: true });
  const edited = users.data?.find(({ name }) => name === chosen);
  const sessionsOf = (name: string) => sessions.filter(({ user }) => user === name);
  return (
    <div className="with-rail">
      <Panel title="Users" meta={users.data?.length}>
        {users.isPending ? <Reading /> : null}
        {users.isError ? <Failure error={users.error} retry={() => void users.refetch()} /> : null}
        {users.data?.length === 0 ? (
          <Message title="There are no users yet.">
            <p>Whoever has a key of an admin can add the first one here.</p>
          </Message>
        ) : null}
        {users.data === undefined || users.data.length === 0 ? null : (
          <SettingsTable label="Users" columns={["Name", "Role", "May touch", "Sessions", "Last seen"]}>
            {users.data.map((user) => (
              <UserRow
                key={user.name}
                user={user}
                sessions={sessionsOf(user.name)}
                lastLogin={logins?.get(`user:${user.name}`)}
                isChosen={user.name === chosen}
                onChoose={() => show(user.name === chosen ? undefined : user.name)}
              />
            ))}
          </SettingsTable>
        )}
      </Panel>
      <div className="stack">
        {link === null ? null : (
          <PasswordLink
            user={link.user ?? ""}
            token={link.token}
            expiresAt={link.expires_at}
            onDone={() => setLink(null)}
          />
        )}
        {edited === undefined ? (
          <NewUser onLink={setLink} />
        ) : (
          <EditUser
            key={edited.name}
            user={edited}
            sessions={sessionsOf(edited.name).length}
            lastLogin={logins?.get(`user:${edited.name}`)}
            onLink={setLink}
            onClose={() => show(undefined)}
          />
        )}
      </div>
    </div>
  );
};
