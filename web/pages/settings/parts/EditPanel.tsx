import type { ReactNode } from "react";
import { Panel } from "../../../ui/Panel.tsx";
import { useFocusWhenOpened } from "../../../ui/useFocusWhenOpened.ts";

interface EditPanelProps {
  readonly name: string;
  readonly isChanged: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The panel beside a list in which one of its entries is changed. It takes the focus when it opens. */
export const EditPanel = ({ name, isChanged, onClose, children }: EditPanelProps) => {
  const opened = useFocusWhenOpened();
  return (
    <Panel
      title={name}
      meta={isChanged ? "not saved yet" : undefined}
      action={
        <button type="button" className="button ghost tiny" onClick={onClose}>
          Close
        </button>
      }
    >
      <fieldset className="panel-body form" ref={opened} tabIndex={-1} aria-label={`Change ${name}`}>
        {children}
      </fieldset>
    </Panel>
  );
};
