import { useEffect, useRef, useState } from "react";
import { isLegal, isUp, type Verb, verbsOf } from "../actions/verbs.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { showNotice } from "./notice/notice.ts";
import { shortcuts } from "./useShortcuts.ts";

/**
 * `r` and `s` press the buttons of the shown child, so they ask for confirmation as well. `press`: the handler of a
 * button.
 */
export const useCommandKeys = (node: NodeRecord, isOn: boolean, press: (verb: Verb) => void): void => {
  const latest = useRef({ node, press });
  useEffect(() => {
    latest.current = { node, press };
  });
  const [group] = useState(() => {
    const key = (verbFor: (node: NodeRecord) => Verb) => (): void => {
      const now = latest.current;
      const verb = verbFor(now.node);
      if (verbsOf(now.node).includes(verb) && isLegal(now.node, verb)) now.press(verb);
      else showNotice(`${now.node.path} takes no ${verb} now: it is ${now.node.value}.`);
    };
    return {
      title: "The selected child",
      shortcuts: [
        { keys: "r", title: "restart it; press again to confirm", run: key(() => "restart") },
        { keys: "s", title: "stop it, or start it", run: key((now) => (isUp(now) ? "stop" : "start")) },
      ],
    };
  });
  useEffect(() => (isOn ? shortcuts.add(group) : undefined), [group, isOn]);
};
