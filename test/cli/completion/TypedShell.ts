import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A shell on a terminal (by script(1) of util-linux), into which a test types. */
export class TypedShell {
  readonly #script: ChildProcess;
  #screen = "";
  #count = 0;

  constructor(command: string, env: NodeJS.ProcessEnv, cwd: string) {
    this.#script = spawn("script", ["-qfec", command, "/dev/null"], {
      ...{ cwd, env: { ...env, TERM: "dumb" } },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#script.stdout?.on("data", (chunk: Buffer) => {
      this.#screen += chunk.toString("utf8");
    });
  }

  #type(text: string): void {
    this.#script.stdin?.write(text);
  }

  /** Wait until the shell has printed a line. */
  async #printed(line: string): Promise<string> {
    for (;;) {
      const lines = this.#screen.split(/\r*\n/);
      if (lines.some((one) => one.endsWith(line))) return this.#screen;
      await once(this.#script.stdout as NodeJS.ReadableStream, "data");
    }
  }

  /** Run a command line, and wait until it is done. */
  async run(line: string): Promise<void> {
    this.#count += 1;
    // In two halves: the line itself is on the screen, too.
    this.#type(`${line}; echo "do""ne ${this.#count}"\n`);
    await this.#printed(`done ${this.#count}`);
  }

  /** The words of a line after the Tab key was pressed at its end. */
  async completed(line: string): Promise<ReadonlyArray<string>> {
    this.#screen = "";
    this.#count += 1;
    // To the start of the line (Ctrl-A), which becomes the arguments of printf.
    this.#type(`${line}\t\u0001printf '<%s>\\n' \n`);
    this.#type(`echo "do""ne ${this.#count}"\n`);
    const screen = await this.#printed(`done ${this.#count}`);
    return [...screen.matchAll(/^<(.*)>\r*$/gm)].map(([, word = ""]) => word);
  }

  async leave(): Promise<void> {
    const exited = once(this.#script, "exit");
    if (this.#script.exitCode === null && this.#script.signalCode === null) {
      this.#type("exit\n");
      this.#script.stdin?.end();
      await exited;
    }
  }
}
