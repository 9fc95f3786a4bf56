import { Link } from "@tanstack/react-router";
import { useLive } from "../../../live/useLive.ts";
import { toParam } from "../../../paths.ts";
import { fullTime, timeOfDay } from "../../../time/format.ts";
import { type Part, partsOf } from "./sentenceParts.ts";

interface LinkedSentenceProps {
  /** The node of the sentence, which is not linked. */
  readonly about: string;
  readonly children: string;
}

/** A sentence of the daemon with local times, commands, and links to the nodes that it names. */
export const LinkedSentence = ({ about, children }: LinkedSentenceProps) => {
  const { tree } = useLive();
  const isOther = (path: string): boolean => path !== about && tree.numberOf(path) !== undefined;
  return partsOf(children, isOther).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name
    <Shown key={at} part={part} />
  ));
};

const Shown = ({ part: { kind, text } }: { readonly part: Part }) => {
  switch (kind) {
    case "words":
      return text;
    case "code":
      return <code className="mono">{text}</code>;
    case "moment":
      return (
        <time dateTime={text} title={fullTime(text)}>
          {timeOfDay(text)}
        </time>
      );
    case "path":
      return (
        <Link className="link" to="/children/$path" params={{ path: toParam(text) }}>
          {text}
        </Link>
      );
  }
};
