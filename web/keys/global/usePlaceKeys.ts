import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Place, places } from "../../shell/navigation/places.ts";
import { useShortcuts } from "../useShortcuts.ts";

/** The keys of a page: `g`, then its first letter or the one that it has instead. */
export const keysOfPlace = ({
  name,
  key = name.charAt(0).toLowerCase(),
}: Pick<Place, "name" | "key">): string => `g ${key}`;

/** `g o` goes to the Overview, and so on. */
export const usePlaceKeys = (): void => {
  const navigate = useNavigate();
  const group = useMemo(
    () => ({
      title: "Go to",
      shortcuts: places.map((place) => ({
        keys: keysOfPlace(place),
        title: place.name,
        run: () => void navigate({ to: place.to }),
      })),
    }),
    [navigate],
  );
  useShortcuts(group);
};
