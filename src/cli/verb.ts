/** What a verb's file exports: do it, and say with which code to end. */
interface Performance {
  readonly perform: (typed: ReadonlyArray<string>) => Promise<number>;
}

/** A word that `sentinel` understands; its file is loaded only when it is used. */
export interface Verb {
  readonly usage: string;
  readonly does: string;
  readonly load: () => Promise<Performance>;
}

/** A verb's own help. */
export const helpOn = ({ usage, does }: Verb): string => `sentinel ${usage}\n\n${does}\n`;
