import { duration, timeOfDay } from "../../time/format.ts";
import { laneWords } from "../words.ts";
import { type Lane, type LaneMark, laneKinds } from "./lane.ts";

/** A mark in words: `ran 03:00:00, 41 min`, `missed 14:00:00: asleep`. */
export const markWords = ({ kind, from, until, dueAt, reason }: LaneMark): string => {
  const length = until > from ? `, ${duration(until - from)}` : "";
  const late = dueAt === null ? "" : `, due at ${timeOfDay(dueAt)}`;
  return `${laneWords[kind]} ${timeOfDay(from)}${length}${late}${reason === null ? "" : `: ${reason}`}`;
};

/** What a lane shows, for those who don't see it: `12 ran, 1 missed, more planned`. */
export const laneSummary = ({ marks, plannedOn }: Lane): string => {
  const counts = laneKinds
    .map((kind) => [laneWords[kind], marks.filter((mark) => mark.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`);
  const all = plannedOn === null ? counts : [...counts, "more planned"];
  return all.length === 0 ? "nothing" : all.join(", ");
};
