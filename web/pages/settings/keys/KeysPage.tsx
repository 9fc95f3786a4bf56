import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { keysQuery } from "../../../api/accounts.ts";
import { useNow } from "../../../time/clock.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";
import { ForAdmins } from "../parts/ForAdmins.tsx";
import { SettingsTable } from "../parts/SettingsTable.tsx";
import { EditKey } from "./EditKey.tsx";
import { byExpiry, tallyOf } from "./expiry.ts";
import { KeyRow } from "./KeyRow.tsx";
import { type MadeKey, NewKey } from "./NewKey.tsx";
import { ShownKey } from "./ShownKey.tsx";

const route = getRouteApi("/shell/settings/keys");

/** The keys of programs, with the next to expire. The address contains the key that is being changed. */
export const KeysPage = () => {
  useTitle("API keys");
  return (
    <ForAdmins>
      <Keys />
    </ForAdmins>
  );
};

const Keys = () => {
  const keys = useQuery(keysQuery);
  const now = useNow();
  const { key: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const [made, setMade] = useState<MadeKey | null>(null);
  const show = (id: string | undefined): void =>
    void navigate({ search: id === undefined ? {} : { key: id }, replace: true });
  const edited = keys.data?.find(({ id }) => id === chosen);
  return (
    <div className="with-rail">
      <Panel title="API keys" meta={keys.data === undefined ? undefined : tallyOf(keys.data, now)}>
        {keys.isPending ? <Reading /> : null}
        {keys.isError ? <Failure error={keys.error} retry={() => void keys.refetch()} /> : null}
        {keys.data?.length === 0 ? (
          <Message title="There are no API keys yet.">
            <p>Programs need one: scripts, monitoring, AI assistants. People log in.</p>
          </Message>
        ) : null}
        {keys.data === undefined || keys.data.length === 0 ? null : (
          <SettingsTable
            label="API keys"
            columns={["Name", "Key", "Rights", "Made by", "Last used", "Expires"]}
          >
            {byExpiry(keys.data, now).map((key) => (
              <KeyRow
                key={key.id}
                apiKey={key}
                isChosen={key.id === chosen}
                onChoose={() => show(key.id === chosen ? undefined : key.id)}
              />
            ))}
          </SettingsTable>
        )}
      </Panel>
      <div className="stack">
        {made === null ? null : <ShownKey made={made} onDone={() => setMade(null)} />}
        {edited === undefined ? (
          <NewKey onMade={setMade} />
        ) : (
          <EditKey key={edited.id} apiKey={edited} onClose={() => show(undefined)} />
        )}
      </div>
    </div>
  );
};
