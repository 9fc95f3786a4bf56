import { useEffect, useState } from "react";
import type { Intent } from "./intent.ts";

/** As many as a tree may have children. */
const most = 10_000;

interface ScaleControlProps {
  readonly replicas: number;
  readonly isOff: boolean;
  readonly isAsked: boolean;
  readonly pointing: (intent: Intent) => object;
  readonly onScale: (intent: Intent) => void;
}

/** How many instances there are, and how many there shall be. */
export const ScaleControl = ({ replicas, isOff, isAsked, pointing, onScale }: ScaleControlProps) => {
  const [wanted, setWanted] = useState(replicas);
  // Once it is scaled, by whomever, the wish is over.
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
