import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "./Failure.tsx";
import { Reading } from "./Reading.tsx";

interface AnswerProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What is made of an answer; until it has arrived that it is being read, or why that failed. */
export const Answer = <Data,>({ query, children }: AnswerProps<Data>) => (
  <>
    {query.isPending ? <Reading /> : null}
    {query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : null}
    {query.data === undefined ? null : children(query.data)}
  </>
);
