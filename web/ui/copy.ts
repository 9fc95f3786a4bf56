/** Puts a text on the clipboard. Browsers have none for pages that came without TLS from another machine. */
export const copy = (text: string): Promise<void> =>
  navigator.clipboard?.writeText(text) ??
  Promise.reject(new Error("this browser gives no clipboard to the page"));
