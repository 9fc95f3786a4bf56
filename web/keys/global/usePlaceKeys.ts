import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { places } from "../../shell/navigation/places.ts";
import { useShortcuts } from "../useShortcuts.ts";

/** The keys of a page: `g`, then its first letter. */
export const keysOfPlace = (name: string): string => `g ${name.charAt(0).toLowerCase()}`;

/** `g o` goes to the Overview, and so on. */
export const usePlaceKeys = (): void => {
  const navigate = useNavigate();
  const group = useMemo(
    () => ({
      title: "Go to",
      shortcuts: places.map(({ to, name }) => ({
        keys: keysOfPlace(name),
        title: name,
        run: () => void navigate({ to }),
      })),
    }),
    [navigate],
  );
  useShortcuts(group);
};
