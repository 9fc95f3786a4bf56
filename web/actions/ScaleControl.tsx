import { useEffect, useState } from "react";
import type { Intent } from "./intent.ts";

/** The maximal number of children in a tree. */
const most = 10_000;

interface ScaleControlProps {
  readonly replicas: number;
  readonly isOff: boolean;
  readonly isAsked: boolean;
  readonly pointing: (intent: Intent) => object;
  readonly onScale: (intent: Intent) => void;
}

/** Shows and sets the number of instances. */
const ScaleControl = ({ replicas, isOff, isAsked, pointing, onScale }: ScaleControlProps) => {
  const [wanted, setWanted] = useState(replicas);
  // A scaling by anybody resets the field.
  useEffect(() => setWanted(replicas), [replicas]);
  const set = (count: number): void => setWanted(Math.max(0, Math.min(most, Math.round(count) || 0)));
  const intent: Intent = { verb: "scale", replicas: wanted };
  return (
    <span className="scale">
      <button
        type="button"
        className="button tiny"
        aria-label="One instance fewer"
        onClick={() => set(wanted - 1)}
      >
        −
      </button>
      <input
        type="number"
        aria-label="Instances"
        min={0}
        max={most}
        value={wanted}
        onChange={({ target }) => set(target.valueAsNumber)}
      />
      <button
        type="button"
        className="button tiny"
        aria-label="One instance more"
        onClick={() => set(wanted + 1)}
      >
        +
      </button>
      {wanted === replicas ? null : (
        <button
          type="button"
          className={isAsked ? "button danger" : "button"}
          aria-disabled={isOff}
          onClick={isOff ? undefined : () => onScale(intent)}
          {...pointing(intent)}
        >
          {isAsked ? `Scale from ${replicas} to ${wanted}?` : `Scale to ${wanted}`}
        </button>
      )}
    </span>
  );
};

export default ScaleControl;
