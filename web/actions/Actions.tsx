import { type ComponentType, lazy, Suspense } from "react";
import { messageOf } from "../api/ApiError.ts";
import { useObstacle } from "../chart/useObstacle.ts";
import { useCommandKeys } from "../keys/useCommandKeys.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { useContact, useTally, useTree } from "../live/useLive.ts";
import { useMayAct } from "../shell/useWho.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { Menu } from "../ui/overlays/Menu.tsx";
import { BlastNote } from "./BlastNote.tsx";
import { asCommand, type Intent, type Paths } from "./intent.ts";
import { signals } from "./signals.ts";
import { useCommand } from "./useCommand.ts";
import { usePointed } from "./usePointed.ts";
import { isDangerous, isLegal, isSignallable, scopeOf, verbsOf, verbTexts } from "./verbs.ts";
import "./actions.css";

/** The commands of a kind besides those that all children take. */
const ownCommands: Partial<
  Readonly<Record<NodeRecord["kind"], ComponentType<{ readonly node: NodeRecord }>>>
> = {
  job: lazy(() => import("../jobs/actions/JobCommands.tsx")),
  check: lazy(() => import("../checks/CheckCommands.tsx")),
};

const ScaleControl = lazy(() => import("./ScaleControl.tsx"));

interface ActionsProps {
  readonly node: NodeRecord;
  /** Whether `r` and `s` press its buttons: the node is selected or open. */
  readonly hasKeys?: boolean;
}

/**
 * The commands that a child accepts now. Viewers have no buttons. A command that interrupts something shows what it
 * affects and asks for a second press.
 */
export const Actions = ({ node, hasKeys = true }: ActionsProps) => {
  const mayAct = useMayAct();
  return mayAct ? <Buttons node={node} hasKeys={hasKeys} /> : null;
};

const Buttons = ({ node, hasKeys }: Required<ActionsProps>) => {
  const paths: Paths = [node.path || "/"];
  const { send, sending, reloaded, error, forget } = useCommand();
  const pointed = usePointed();
  const isLive = useContact().name === "live";
  const replicas = useTree((tree) => tree.childrenOf(node.i)).length;
  const press = (intent: Intent): void => {
    forget();
    if (isDangerous(intent, replicas) && !pointed.isAsked(intent)) {
      pointed.ask(intent);
      return;
    }
    pointed.forget();
    send({ intent, paths, replicas });
  };
  useCommandKeys(node, isLive && hasKeys, (verb) => press({ verb }));
  const { asked } = pointed;
  const Own = ownCommands[node.kind];
  return (
    <fieldset className="actions" aria-label={`Commands to ${node.path || "the tree"}`}>
      {Own === undefined ? null : (
        <Suspense>
          <Own node={node} />
        </Suspense>
      )}
      {verbsOf(node).map((verb) => (
        <ActionButton
          key={verb}
          node={node}
          intent={{ verb }}
          phase={sending?.verb === verb ? "sending" : asked?.verb === verb ? "asked" : "ready"}
          isLive={isLive}
          onPress={() => press({ verb })}
          pointing={pointed.pointing({ verb })}
        />
      ))}
      {asked?.verb === "signal" ? (
        <ActionButton
          node={node}
          intent={asked}
          phase="asked"
          isLive={isLive}
          onPress={() => press(asked)}
          pointing={{}}
        />
      ) : null}
      {isLegal(node, "scale") ? (
        <Suspense>
          <ScaleControl
            replicas={replicas}
            isOff={!isLive || sending !== null}
            isAsked={asked?.verb === "scale"}
            pointing={pointed.pointing}
            onScale={press}
          />
        </Suspense>
      ) : null}
      {isSignallable(node) ? (
        <Menu
          label="Signal…"
          shown="Signal…"
          isOff={!isLive}
          items={signals.map(([signal, hint]) => ({
            name: signal,
            hint,
            run: () => press({ verb: "signal", signal }),
          }))}
        />
      ) : null}
      <BlastNote intent={pointed.shown} paths={paths} />
      {reloaded.map(({ path, reached, reason }) => (
        <span key={path} className={reached ? "dim" : "refused"} role="status">
          {reason}
        </span>
      ))}
      {error === null ? null : (
        <span className="refused" role="alert">
          {messageOf(error)}
        </span>
      )}
    </fieldset>
  );
};

interface ActionButtonProps {
  readonly node: NodeRecord;
  readonly intent: Intent;
  readonly phase: "ready" | "asked" | "sending";
  readonly isLive: boolean;
  readonly onPress: () => void;
  readonly pointing: object;
}

const ActionButton = ({ node, intent, phase, isLive, onPress, pointing }: ActionButtonProps) => {
  const tally = useTally(node.i);
  const { icon } = verbTexts[intent.verb];
  const name = intent.verb === "signal" ? `Send ${intent.signal} to` : verbTexts[intent.verb].name;
  const scope = tally === undefined ? node.path : scopeOf(node, tally);
  const refusal = useObstacle(node, intent.verb);
  const obstacle = isLive ? refusal : "no contact with the daemon";
  const isOff = obstacle !== null || phase === "sending";
  return (
    <button
      type="button"
      className={phase === "asked" ? "button danger" : "button"}
      aria-disabled={isOff}
      aria-busy={phase === "sending"}
      title={obstacle ?? asCommand(intent, [node.path])}
      onClick={isOff ? undefined : onPress}
      {...pointing}
    >
      <Icon name={icon} little />
      {phase === "asked" ? `${name} ${scope}?` : phase === "sending" ? `${name}, sent` : name}
    </button>
  );
};
