import { Fragment } from "react";
import { fullTime, moment, timeOfDay } from "./format.ts";

/** A sentence of the daemon, with the moments in it as local times of day. */
export const Sentence = ({ children }: { readonly children: string }) =>
  children.split(moment).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name
    <Fragment key={at}>
      {moment.test(part) ? (
        <time dateTime={part} title={fullTime(part)}>
          {timeOfDay(part)}
        </time>
      ) : (
        part
      )}
    </Fragment>
  ));
