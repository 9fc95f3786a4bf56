import { emitKeypressEvents, type Interface, type Key as TypedKey } from "node:readline";

const enterAlternate = "\u001b[?1049h";
const leaveAlternate = "\u001b[?1049l";
/** Wrapping, and a cursor: however it was when the program ended. */
const asBefore = "\u001b[?7h\u001b[?25h\u001b[0m";

/** The time after which a process that was not stopped takes the terminal again, in ms. */
const suspensionCheck = 100;

/** How long the rest of a key that begins with escape may take, in ms; half a second by default. */
const escapeCodeTimeout = 50;

/** A key: its name, or the character that it types, with `ctrl-` before it. */
interface PressedKey {
  readonly name: string;
  /** What it types; empty for keys that type nothing. */
  readonly text: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are no text
const isControl = (text: string): boolean => /[\u0000-\u001f\u007f-\u009f]/.test(text);

/** A key as `node:readline` tells of it. */
export const pressedKey = (typed: string | undefined, { name, ctrl, meta }: TypedKey): PressedKey => {
  const text = typed === undefined || ctrl || meta || isControl(typed) ? "" : typed;
  if (ctrl) return { name: `ctrl-${name}`, text };
  // Upper case and signs are known by what they type.
  return { name: text === "" ? (name ?? "") : text, text };
};

/** A terminal in which a program has the whole screen and every key. */
interface FullScreen {
  /** Give the terminal back as it was, and stop the process until the shell continues it. */
  readonly suspend: () => void;
  readonly leave: () => void;
}

/** Take over the terminal. It is given back by `leave`, and whenever the process exits, also because of an error. */
export const fullScreen = (onKey: (key: PressedKey) => void, onEntered: () => void): FullScreen => {
  const { stdin, stdout } = process;
  let isEntered = false;
  const enter = (): void => {
    if (isEntered) return;
    isEntered = true;
    stdin.setRawMode(true);
    stdout.write(enterAlternate);
    onEntered();
  };
  const restore = (): void => {
    if (!isEntered) return;
    isEntered = false;
    stdout.write(`${asBefore}${leaveAlternate}`);
    // A terminal that is gone has nothing to be set back.
    try {
      stdin.setRawMode(false);
    } catch {}
  };
  const listen = (typed: string | undefined, key: TypedKey): void => onKey(pressedKey(typed, key));
  // Of the interface, it reads this one field.
  emitKeypressEvents(stdin, { escapeCodeTimeout } as Partial<Interface> as Interface);
  stdin.on("keypress", listen);
  stdin.resume();
  process.on("SIGCONT", enter);
  process.on("exit", restore);
  enter();
  return {
    suspend: () => {
      restore();
      process.kill(process.pid, "SIGTSTP");
      // Where no shell could continue it, the process is not stopped.
      setTimeout(enter, suspensionCheck);
    },
    leave: () => {
      restore();
      stdin.off("keypress", listen);
      stdin.pause();
      process.off("SIGCONT", enter);
      process.off("exit", restore);
    },
  };
};
