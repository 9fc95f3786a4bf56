import { useLive, usePause } from "../../live/useLive.ts";
import { Icon } from "../../ui/icons/Icon.tsx";

/** Pauses the page. */
export const PauseButton = () => {
  const store = useLive();
  if (usePause() !== null) return null;
  return (
    <button
      type="button"
      className="button ghost pause"
      title="Pause the page ( . )"
      onClick={() => store.hold()}
    >
      <Icon name="pause" little />
      Pause
    </button>
  );
};
