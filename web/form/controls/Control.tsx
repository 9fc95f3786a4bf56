import { AlternativesControl } from "./AlternativesControl.tsx";
import { Items, Switch, TypedControl } from "./basic.tsx";
import { CommandControl } from "./CommandControl.tsx";
import type { ControlProps } from "./ControlProps.ts";
import { EntriesControl } from "./entries/EntriesControl.tsx";
import { MapControl } from "./MapControl.tsx";

/** The control for the types that a value may have. */
export const Control = (props: ControlProps) => {
  const kinds = props.field.forms.map(({ kind }) => kind).join();
  switch (kinds) {
    case "scalar":
      return <TypedControl {...props} />;
    case "flag":
      return <Switch {...props} />;
    case "list":
      return <Items {...props} />;
    case "entries":
      return <EntriesControl {...props} />;
    case "map":
      return <MapControl {...props} />;
    case "scalar,list":
      return props.field.key === "command" ? <CommandControl {...props} /> : <Items {...props} />;
    default:
      return <AlternativesControl {...props} />;
  }
};
