import type { ChildKind, ChildSpec, SpecOf } from "../domain/tree/ChildSpec.ts";
import type { LocatedMap } from "./diagnostics/located.ts";
import { checkFile } from "./print/checkFile.ts";
import type { FileMap } from "./print/fileValue.ts";
import { jobFile } from "./print/jobFile.ts";
import { serviceFile } from "./print/serviceFile.ts";
import { type PrintChild, supervisorFile } from "./print/supervisorFile.ts";
import { readCheck } from "./read/job/readCheck.ts";
import { readJob } from "./read/job/readJob.ts";
import type { ReadChildren, ReadContext } from "./read/readContext.ts";
import { readSupervisor } from "./read/readSupervisor.ts";
import { readService } from "./read/service/readService.ts";

/** How a kind of child is recognised in a file, and read from it. */
export interface KindInFiles {
  /** The key that identifies this kind. */
  readonly key: string;
  /** The key of another kind that it has too. */
  readonly has?: string;
  readonly noun: string;
  /** The value of its key, in messages. */
  readonly shape: string;
  /** Null if it is invalid, which is reported. A service with replicas is read as the supervisor of its instances. */
  readonly read: (
    name: string,
    map: LocatedMap,
    context: ReadContext,
    readChildren: ReadChildren,
  ) => ChildSpec | null;
}

interface Kind<Spec> extends KindInFiles {
  /** The complete specification, including values that equal the defaults. */
  readonly print: (spec: Spec, printChild: PrintChild) => FileMap;
}

const kinds: { readonly [Each in ChildKind]: Kind<SpecOf<Each>> } = {
  service: {
    key: "command",
    noun: "a service",
    shape: "a command",
    read: readService,
    print: serviceFile,
  },
  supervisor: {
    key: "children",
    noun: "a supervisor",
    shape: "children",
    read: readSupervisor,
    print: supervisorFile,
  },
  check: {
    key: "check",
    noun: "a check",
    shape: "check: { every: 1h }",
    read: readCheck,
    print: checkFile,
  },
  job: {
    key: "schedule",
    has: "command",
    noun: "a job",
    shape: "a command and a schedule",
    read: readJob,
    print: jobFile,
  },
};

export const kindOf = <Each extends ChildKind>({ kind }: { readonly kind: Each }): Kind<SpecOf<Each>> =>
  kinds[kind];

/** A child without the key of any kind is treated as the first one. */
export const kindsInFiles: ReadonlyArray<KindInFiles> = Object.values(kinds);

/** The kinds whose keys a child has. */
export const kindsWritten = ({ entries }: LocatedMap): ReadonlyArray<KindInFiles> => {
  const written = kindsInFiles.filter(({ key }) => entries.has(key));
  return written.filter(({ key }) => !written.some(({ has }) => has === key));
};
