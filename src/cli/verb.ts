/** The exports of a verb's file. The result is the exit code. */
interface VerbModule {
  readonly perform: (typed: ReadonlyArray<string>) => Promise<number>;
}

/** A verb of the command line; its file is loaded only when it is used. */
export interface Verb {
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<VerbModule>;
}

/** A verb's own help. */
export const helpOn = ({ usage, summary }: Verb): string => `sentinel ${usage}\n\n${summary}\n`;
