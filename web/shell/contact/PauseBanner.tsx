import { useLive, usePause } from "../../live/useLive.ts";
import { timeOfDay } from "../../time/format.ts";
import { Icon } from "../../ui/icons/Icon.tsx";

/** Shows since when the page is paused, and how many changes wait. */
export const PauseBanner = () => {
  const store = useLive();
  const pause = usePause();
  if (pause === null) return null;
  return (
    <div className="banner paused">
      <Icon name="pause" />
      <span className="grow">
        <strong role="status">Paused at {timeOfDay(pause.since)}.</strong>{" "}
        <span className="dim">
          {pause.changes === 0
            ? "No changes since."
            : pause.changes === 1
              ? "1 change waits."
              : `${pause.changes} changes wait.`}
        </span>
      </span>
      <button type="button" className="button tiny" onClick={() => store.goOn()}>
        Resume <kbd className="key">.</kbd>
      </button>
    </div>
  );
};
