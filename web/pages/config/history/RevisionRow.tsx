import { Link } from "@tanstack/react-router";
import type { FailedApply, Revision } from "../../../api/config.ts";
import { fullTime, timeOfDay } from "../../../time/format.ts";
import { Glyph } from "../../../ui/icons/Glyph.tsx";
import { originOf, personOf } from "../plan/planWords.ts";

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** The time of day today, else the day. */
const when = (at: string): string =>
  new Date(at).toDateString() === new Date().toDateString() ? timeOfDay(at) : day.format(new Date(at));

interface RevisionRowProps {
  readonly revision: Revision;
  readonly isInForce: boolean;
  readonly isSelected?: boolean;
}

export const RevisionRow = ({ revision, isInForce, isSelected = false }: RevisionRowProps) => (
  <Link
    className="revision"
    to="/config"
    search={{ view: "history", revision: revision.number }}
    aria-current={isSelected ? "true" : undefined}
  >
    <span className="mono strong revision-number">r{revision.number}</span>
    <When at={revision.at} />
    <span className="grow cut">{revision.message}</span>
    <By entry={revision} />
    {isInForce ? <span className="tag">runs</span> : null}
  </Link>
);

/** A failed apply: the tree was rolled back, so it has no number. */
export const FailedRow = ({ failed }: { readonly failed: FailedApply }) => (
  <div className="revision failed">
    <span className="revision-number">
      <Glyph state="failed" />
      <span className="hidden-text">failed</span>
    </span>
    <When at={failed.at} />
    <span className="grow">
      {failed.message}
      <span className="dim block">{failed.error}</span>
    </span>
    <By entry={failed} />
  </div>
);

const When = ({ at }: { readonly at: string }) => (
  <time className="mono faint" dateTime={at} title={fullTime(at)}>
    {when(at)}
  </time>
);

const By = ({ entry: { by, source } }: { readonly entry: Pick<Revision, "by" | "source"> }) => (
  <span className="dim small revision-by cut" title={`${by}, from ${source}`}>
    {originOf(source)}, {personOf(by)}
  </span>
);
