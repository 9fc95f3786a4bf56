import { useEffect, useState } from "react";
import { messageOf } from "../api/ApiError.ts";
import { useObstacle } from "../chart/useObstacle.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { useContact, useTally } from "../live/useLive.ts";
import { useMayAct } from "../shell/useWho.ts";
import { Icon } from "../ui/Icon.tsx";
import { useAct } from "./useAct.ts";
import { asCommand, isDangerous, scopeOf, type Verb, verbsOf, verbTexts } from "./verbs.ts";

/** How long a second press is waited for, in ms. */
const patience = 6_000;

/**
 * What can be asked of a child now: the commands of its machine. Who may only look has no buttons. What interrupts something
 * names what it touches, and takes a second press.
 */
export const Actions = ({ node }: { readonly node: NodeRecord }) => {
  const mayAct = useMayAct();
  return mayAct ? <Buttons node={node} /> : null;
};

const Buttons = ({ node }: { readonly node: NodeRecord }) => {
  const { send, sending, error, forget } = useAct(node.path);
  const [asked, setAsked] = useAsked();
  const isLive = useContact().name === "live";
  const press = (verb: Verb): void => {
    forget();
    if (isDangerous(verb) && asked !== verb) {
      setAsked(verb);
      return;
    }
    setAsked(null);
    send(verb);
  };
  return (
    <fieldset className="actions" aria-label={`Commands to ${node.path || "the tree"}`}>
      {verbsOf(node).map((verb) => (
        <ActionButton
          key={verb}
          node={node}
          verb={verb}
          phase={sending === verb ? "sending" : asked === verb ? "asked" : "ready"}
          isLive={isLive}
          onPress={() => press(verb)}
        />
      ))}
      {error === null ? null : (
        <span className="refused" role="alert">
          {messageOf(error)}
        </span>
      )}
    </fieldset>
  );
};

/** The verb of which a second press is waited for. */
const useAsked = () => {
  const [asked, setAsked] = useState<Verb | null>(null);
  useEffect(() => {
    if (asked === null) return;
    const timer = setTimeout(() => setAsked(null), patience);
    const leave = ({ key }: KeyboardEvent): void => {
      if (key === "Escape") setAsked(null);
    };
    window.addEventListener("keydown", leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", leave);
    };
  }, [asked]);
  return [asked, setAsked] as const;
};

interface ActionButtonProps {
  readonly node: NodeRecord;
  readonly verb: Verb;
  readonly phase: "ready" | "asked" | "sending";
  readonly isLive: boolean;
  readonly onPress: () => void;
}

const ActionButton = ({ node, verb, phase, isLive, onPress }: ActionButtonProps) => {
  const tally = useTally(node.i);
  const { name, icon } = verbTexts[verb];
  const scope = tally === undefined ? node.path : scopeOf(node, tally);
  const refusal = useObstacle(node, verb);
  const obstacle = isLive ? refusal : "no contact with the daemon";
  const isOff = obstacle !== null || phase === "sending";
  return (
    <button
      type="button"
      className={phase === "asked" ? "button danger" : "button"}
      aria-disabled={isOff}
      aria-busy={phase === "sending"}
      title={obstacle ?? asCommand(verb, node)}
      onClick={isOff ? undefined : onPress}
    >
      <Icon name={icon} little />
      {phase === "asked" ? `${name} ${scope}?` : phase === "sending" ? `${name}, sent` : name}
    </button>
  );
};
