import { useOpenPalette } from "../keys/global/useOpenPalette.ts";
import { isMac } from "../keys/keyboard/platform.ts";
import { KeyCaps } from "../keys/sheet/KeyCaps.tsx";
import { Icon } from "../ui/icons/Icon.tsx";

/** Opens the palette. */
export const FindButton = () => {
  const open = useOpenPalette();
  return (
    <button
      type="button"
      className="find"
      title="Search or run"
      aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}
      onClick={() => open()}
    >
      <Icon name="search" little />
      <span className="grow find-words">Search or run</span>
      <span aria-hidden="true">
        <KeyCaps keys="mod+k" />
      </span>
    </button>
  );
};
