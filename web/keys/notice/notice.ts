import { Shared } from "../../store/Shared.ts";
import { useShared } from "../../store/useShared.ts";

/** How long a sentence is shown, in ms. */
const shown = 2_500;

const sentence = new Shared<string | null>(null);
let timer: ReturnType<typeof setTimeout> | null = null;

/** Show a sentence about the effect of a key that nothing else on the page shows. */
export const showNotice = (text: string): void => {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => sentence.set(null), shown);
  sentence.set(text);
};

export const useNotice = (): string | null => useShared(sentence);
