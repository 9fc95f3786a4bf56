import { Link } from "@tanstack/react-router";
import { messageOf } from "../api/ApiError.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { useContact, useLive, useTreeVersion } from "../live/useLive.ts";
import { toParam } from "../paths.ts";
import type { Selection } from "../selection/Selection.ts";
import { usePicked } from "../selection/useSelection.ts";
import { useMayAct } from "../shell/useWho.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { Popover } from "../ui/overlays/Popover.tsx";
import { BlastNote } from "./BlastNote.tsx";
import { CopyTable } from "./copy/CopyTable.tsx";
import { copyable } from "./copy/copyable.ts";
import { type Intent, toPaths } from "./intent.ts";
import { bulkVerbs, takers } from "./takers.ts";
import { useCommand } from "./useCommand.ts";
import { usePointed } from "./usePointed.ts";
import { isDangerous, type Verb, verbTexts } from "./verbs.ts";
import "./bulk.css";

/** The selected nodes, and the commands to all of them. */
export const BulkBar = ({ selection }: { readonly selection: Selection }) => {
  const picked = usePicked(selection);
  const mayAct = useMayAct();
  if (picked.size === 0) return null;
  return (
    <section className="bulk" aria-label="Selected nodes">
      <span className="strong">{picked.size} selected</span>
      {mayAct ? <BulkCommands picked={picked} /> : null}
      <span className="grow" />
      <button type="button" className="button ghost" onClick={() => selection.clear()}>
        Clear selection
      </button>
    </section>
  );
};

const BulkCommands = ({ picked }: { readonly picked: ReadonlySet<string> }) => {
  const store = useLive();
  useTreeVersion();
  const isLive = useContact().name === "live";
  const { send, sending, outcomes, error, forget } = useCommand({ wait: true });
  const pointed = usePointed();
  const nodes = [...picked].flatMap((path) => store.node(path) ?? []);
  const pathsFor = ({ verb }: Intent) => toPaths(takers(nodes, verb as Verb));
  const press = (intent: Intent): void => {
    forget();
    const paths = pathsFor(intent);
    if (paths === null) return;
    if (isDangerous(intent, 0) && !pointed.isAsked(intent)) {
      pointed.ask(intent);
      return;
    }
    pointed.forget();
    send({ intent, paths });
  };
  const failures = outcomes.filter(({ reached }) => !reached);
  return (
    <>
      {bulkVerbs.map((verb) => {
        const count = takers(nodes, verb).length;
        const { name, icon } = verbTexts[verb];
        const isAsked = pointed.isAsked({ verb });
        const isSending = sending?.verb === verb;
        if (count === 0 && !isSending) return null;
        const isOff = !isLive || sending !== null;
        return (
          <button
            key={verb}
            type="button"
            className={isAsked ? "button danger" : "button"}
            aria-disabled={isOff}
            aria-busy={isSending}
            onClick={isOff ? undefined : () => press({ verb })}
            {...pointed.pointing({ verb })}
          >
            <Icon name={icon} little />
            {isSending ? `${name}, sent` : isAsked ? `${name} these ${count}?` : `${name} ${count}`}
          </button>
        );
      })}
      <CopyCommands nodes={nodes} />
      <BlastNote intent={pointed.shown} paths={pointed.shown && pathsFor(pointed.shown)} />
      {error === null ? null : (
        <p className="refused" role="alert">
          {messageOf(error)}
        </p>
      )}
      {failures.length === 0 ? null : (
        <div className="bulk-failures" role="alert">
          <p>
            {failures.length} of {outcomes.length} did not get there:
          </p>
          <ul>
            {failures.map(({ path, reason }) => (
              <li key={path}>
                <Link className="link" to="/children/$path" params={{ path: toParam(path) }}>
                  {path || "the tree"}
                </Link>{" "}
                <span className="dim">{reason}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
};

/** The same commands for a terminal. */
const CopyCommands = ({ nodes }: { readonly nodes: ReadonlyArray<NodeRecord> }) => {
  const rows = bulkVerbs.flatMap((verb) => {
    const paths = toPaths(takers(nodes, verb));
    return paths === null ? [] : [copyable(verb, paths)];
  });
  if (rows.length === 0) return null;
  return (
    <Popover
      side="left"
      buttonClass="button"
      label="Copy commands to the selected nodes"
      shown={<Icon name="more" little />}
    >
      <CopyTable rows={rows} />
    </Popover>
  );
};
