/** Copy a text to the clipboard, which browsers don't offer to pages loaded without TLS from another machine. */
export const copy = (text: string): Promise<void> =>
  navigator.clipboard?.writeText(text) ??
  Promise.reject(new Error("this browser gives no clipboard to the page"));
