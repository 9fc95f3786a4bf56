import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../../api/ApiError.ts";
import { request } from "../../../api/request.ts";
import { type Settings, settingsQuery } from "../../../api/settings.ts";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { Refusal } from "../../../ui/messages/Refusal.tsx";
import { Panel } from "../../../ui/Panel.tsx";
import { useTitle } from "../../../ui/useTitle.ts";
import { ForAdmins } from "../parts/ForAdmins.tsx";
import { counted } from "../parts/rights.ts";
import { SettingRow } from "./SettingRow.tsx";
import { bodyOf, changed, type Draft } from "./settingsForm.ts";

/** The settings of the home: how the daemon is reached, and what it keeps. */
export const DaemonPage = () => {
  useTitle("Settings of the daemon");
  return (
    <ForAdmins>
      <Loaded />
    </ForAdmins>
  );
};

const Loaded = () => {
  const settings = useQuery(settingsQuery);
  return (
    <Panel title="Settings of the daemon" meta={settings.data?.file}>
      {settings.isPending ? <Reading /> : null}
      {settings.isError ? <Failure error={settings.error} retry={() => void settings.refetch()} /> : null}
      {settings.data === undefined ? null : <Form view={settings.data} />}
    </Panel>
  );
};

const nothing: Draft = {};

const Form = ({ view }: { readonly view: Settings }) => {
  const client = useQueryClient();
  const [draft, setDraft] = useState(nothing);
  /** Fields start over when it changes: they hold the text as typed. */
  const [round, setRound] = useState(0);
  const begin = (): void => {
    setDraft(nothing);
    setRound((before) => before + 1);
  };
  const saving = useMutation({
    mutationFn: () =>
      request("PUT /settings", { body: { settings: bodyOf(view.settings, draft) }, ifMatch: view.tag }),
    onSuccess: ({ changed: _, ...after }) => {
      client.setQueryData(settingsQuery.queryKey, after);
      begin();
    },
  });
  const refused = saving.error instanceof ApiError ? saving.error : null;
  const isConflict = refused?.status === 412;
  const mistakeOf = (key: string): string | undefined =>
    refused?.mistakes.find(({ path }) => path === `settings.${key}`)?.message;
  const isElsewhere = view.settings.every(({ key }) => mistakeOf(key) === undefined);
  const unsaved = Object.keys(draft).length;
  useBlocker({
    shouldBlockFn: () => unsaved > 0 && !window.confirm(`Leave? ${counted(unsaved, "change")} will be lost.`),
    enableBeforeUnload: () => unsaved > 0,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Notes view={view} />
      {view.settings.map((setting) => (
        <SettingRow
          key={`${setting.key} ${round}`}
          setting={setting}
          draft={draft}
          mistake={mistakeOf(setting.key)}
          onChange={(value) => setDraft(changed(draft, setting, value))}
        />
      ))}
      <footer className="save-bar">
        <span className="grow" role="status">
          {unsaved > 0
            ? counted(unsaved, "unsaved change")
            : saving.isSuccess
              ? "Saved. It holds with the next daemon."
              : "No unsaved changes."}
        </span>
        {isElsewhere ? <Refusal error={saving.error} /> : null}
        {isConflict ? (
          <button
            type="button"
            className="button"
            onClick={() => {
              saving.reset();
              void client.refetchQueries({ queryKey: settingsQuery.queryKey });
            }}
          >
            Read again, keep my changes
          </button>
        ) : null}
        <button
          type="button"
          className="button ghost"
          disabled={unsaved === 0}
          onClick={() => {
            saving.reset();
            begin();
          }}
        >
          Discard
        </button>
        <button type="submit" className="button primary" disabled={unsaved === 0 || saving.isPending}>
          Save
        </button>
      </footer>
    </form>
  );
};

/** Notes on all settings. */
const Notes = ({ view: { mistakes, restart_needed } }: { readonly view: Settings }) => (
  <>
    {mistakes.map(({ key, message, hint }) => (
      <p key={`${key} ${message}`} className="note setting-note">
        <Glyph state="failed" label />
        <span>
          No daemon would start with the file: {key === "" ? "" : `${key}: `}
          {message}
          {hint === null ? "" : `; ${hint}`}
        </span>
      </p>
    ))}
    <p className="note setting-note">
      <Glyph state={restart_needed ? "backoff" : "finished"} />
      <span>
        {restart_needed
          ? "Some values wait for the next daemon. "
          : "What the file says is in force. A change holds with the next daemon. "}
        <code className="mono">sentinel daemon --replace</code> starts it; running processes are not affected.
      </span>
    </p>
  </>
);
