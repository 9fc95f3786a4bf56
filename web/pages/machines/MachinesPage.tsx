import { getRouteApi } from "@tanstack/react-router";
import { useLive, useTree } from "../../live/useLive.ts";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { Message } from "../../ui/messages/Message.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { Kinds } from "./Kinds.tsx";
import { MachinePanels } from "./MachinePanels.tsx";
import "../../styles/machines.css";

const ofOneKind = getRouteApi("/shell/machines/$kind");

/** The statecharts of all kinds, with the number of nodes in each state. */
export const MachinesPage = () => <Machines kind={null} />;

/** The statechart of one kind. */
export const MachinePage = () => <Machines kind={ofOneKind.useParams().kind} />;

const Machines = ({ kind }: { readonly kind: string | null }) => {
  useTitle(kind === null ? "Machines" : `Machine of a ${kind}`);
  const live = useLive();
  // Counts change with each transition.
  useTree(({ version }) => version);
  const kinds = Object.keys(live.machines);
  const shown = kind === null ? kinds : kinds.filter((one) => one === kind);
  return (
    <>
      <Bar actions={<Kinds kinds={kinds} />}>
        <h1>Machines</h1>
      </Bar>
      <LivePage>
        {shown.length === 0 ? (
          <Message title={`There is no machine ${kind}.`}>
            <p>The kinds of node are {kinds.join(", ")}.</p>
          </Message>
        ) : null}
        <div className="stack">
          {shown.map((one) => (
            <MachinePanels key={one} kind={one} tree={live.tree} />
          ))}
        </div>
      </LivePage>
    </>
  );
};
