import { Ago } from "./Age.tsx";
import { fullTime } from "./format.ts";

interface InstantRowProps {
  readonly instant: {
    /** ISO 8601. */
    readonly at: string;
    /** The same in the time zone of its schedule, with the offset. */
    readonly local: string;
    readonly remark: string | null;
  };
}

/** `2026-03-29T03:00:00+02:00` as day, time and offset. */
const localParts = (local: string): readonly [day: string, time: string, offset: string] => {
  const [, day = local, time = "", offset = ""] = /^([\d-]+)T([\d:]+)(.*)$/.exec(local) ?? [];
  return [day, time.replace(/:00$/, ""), offset];
};

/** A row for an instant of a schedule, in the time zone of the schedule, with what is unusual about it. */
export const InstantRow = ({ instant: { at, local, remark } }: InstantRowProps) => {
  const [day, time, offset] = localParts(local);
  return (
    <>
      <tr title={fullTime(at)}>
        <td className="mono">
          {time} <span className="faint">{offset}</span>
        </td>
        <td className="dim">{day}</td>
        <td className="dim figure">
          <Ago at={at} />
        </td>
      </tr>
      {remark === null ? null : (
        <tr>
          <td colSpan={3} className="remark small">
            {remark}
          </td>
        </tr>
      )}
    </>
  );
};
