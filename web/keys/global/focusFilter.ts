/** Focuses the filter of the page; Escape returns the focus. */
export const focusFilter = (): void => {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (field === null) return;
  const before = document.activeElement;
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing || field.value !== "") return;
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
    else field.blur();
  };
  field.addEventListener("keydown", leave);
  field.addEventListener("blur", () => field.removeEventListener("keydown", leave), { once: true });
  field.focus();
  field.select();
};
