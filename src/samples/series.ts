import type { RejectedSample, Sample, SampleLabels } from "../domain/sample/Sample.ts";
import { type ChildPath, root } from "../domain/tree/ChildPath.ts";

/** Prometheus' names of metrics and of labels. */
const legalMetric = /^[a-zA-Z_:][a-zA-Z0-9_:.]{0,199}$/;
const legalLabel = /^[a-zA-Z_][a-zA-Z0-9_.]{0,99}$/;

const longestValue = 120;
const mostLabels = 16;
const longestSubject = 500;

/** How far from now a sample may have been measured, in ms. */
const earliest = 7 * 24 * 3_600_000;
const latest = 10 * 60_000;

/** Why a sample can't be stored; null if it can. `now`: ms since 1970. */
const sampleProblem = ({ metric, subject, labels, at, value }: Sample, now: number): string | null => {
  if (!legalMetric.test(metric)) return `"${metric.slice(0, 50)}" is no name of a metric`;
  if (!Number.isFinite(value)) return "the value is not a finite number";
  if (!Number.isInteger(at)) return "the time is not in whole milliseconds";
  if (at < now - earliest) return "the time is more than 7 days ago";
  if (at > now + latest) return "the time is more than 10 minutes in the future";
  if (subject.length > longestSubject) return `the subject has more than ${longestSubject} characters`;
  return labelProblem(labels);
};

const labelProblem = (labels: SampleLabels): string | null => {
  const names = Object.keys(labels);
  if (names.length > mostLabels) return `there are more than ${mostLabels} labels`;
  for (const name of names) {
    if (!legalLabel.test(name) || name === "subject") return `"${name.slice(0, 50)}" is no name of a label`;
    if ((labels[name]?.length ?? 0) > longestValue)
      return `the value of the label ${name} has more than ${longestValue} characters`;
  }
  return null;
};

/** The samples that can be stored, with their places, and why the others can't. */
export const sifted = (
  samples: ReadonlyArray<Sample>,
  now: number,
): { readonly good: ReadonlyArray<number>; readonly rejected: ReadonlyArray<RejectedSample> } => {
  const good: Array<number> = [];
  const rejected: Array<RejectedSample> = [];
  for (const [index, sample] of samples.entries()) {
    const reason = sampleProblem(sample, now);
    if (reason === null) good.push(index);
    else rejected.push({ index, reason });
  }
  return { good, rejected };
};

/** Labels as text, the same for the same labels in another order. */
export const labelText = (labels: SampleLabels): string => {
  const names = Object.keys(labels);
  if (names.length === 0) return "{}";
  return JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, labels[name]])));
};

/** What tells the series of a store apart. */
export const seriesKey = ({
  metric,
  subject,
  labels,
}: Pick<Sample, "metric" | "subject" | "labels">): string => `${metric}\n${subject}\n${labelText(labels)}`;

/** The supervisors above a child, whose series it is part of, the root included. */
export const groupsAbove = (subject: ChildPath): ReadonlyArray<ChildPath> => {
  const groups: Array<ChildPath> = [root];
  for (const { index } of subject.matchAll(/[/#]/g)) groups.push(subject.slice(0, index));
  return groups;
};
