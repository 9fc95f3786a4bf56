import { useQuery } from "@tanstack/react-query";
import { declarationQuery } from "../../api/child.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Failure, Reading } from "../../ui/Message.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { type Declared, declaredIn } from "./declared.ts";

/** How a child is declared, and where each value was written. */
export const Declaration = ({ node }: { readonly node: NodeRecord }) => {
  const query = declarationQuery(node.path);
  const declaration = useQuery(query);
  useRefreshed(query.queryKey, node.i);
  const { data } = declaration;
  return (
    <Panel title="Declaration" meta={data === undefined ? undefined : `revision ${shortened(data.revision)}`}>
      {declaration.isPending ? <Reading /> : null}
      {declaration.isError ? (
        <Failure error={declaration.error} retry={() => void declaration.refetch()} />
      ) : null}
      {data === undefined ? null : (
        <>
          {data.origins === null ? (
            <p className="message">
              Where each value was written is unknown: the tree is not as its file says.
            </p>
          ) : null}
          <Values values={declaredIn(data)} />
        </>
      )}
    </Panel>
  );
};

const shortened = (revision: string): string => revision.replace(/^sha256:/, "").slice(0, 8);

const Values = ({ values }: { readonly values: ReadonlyArray<Declared> }) => {
  const written = values.filter(({ isDefault }) => !isDefault);
  const defaults = values.filter(({ isDefault }) => isDefault);
  return (
    <>
      <Table values={written} label="What was written" />
      {defaults.length === 0 ? null : (
        <details className="declared-defaults">
          <summary>
            {defaults.length} default{defaults.length === 1 ? "" : "s"}
          </summary>
          <Table values={defaults} label="Defaults" />
        </details>
      )}
    </>
  );
};

const Table = ({ values, label }: { readonly values: ReadonlyArray<Declared>; readonly label: string }) => (
  <div className="declared">
    <table className="small-table" aria-label={label}>
      <thead className="hidden-text">
        <tr>
          <th>Key</th>
          <th>Value</th>
          <th>Written at</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <Row key={value.key} declared={value} />
        ))}
      </tbody>
    </table>
  </div>
);

const Row = ({ declared }: { readonly declared: Declared }) => {
  const { key, value, origin, isDefault, isWithheld, isPlace } = declared;
  return (
    <tr className={isDefault ? "default" : undefined}>
      <td className="mono">{key}</td>
      <td className={isWithheld ? "faint" : "mono"}>{isWithheld ? "withheld" : value}</td>
      <td className="figure">
        {isPlace ? (
          <CopyButton name={origin ?? ""} text={origin ?? ""} />
        ) : (
          <span className="faint small">{origin ?? "–"}</span>
        )}
      </td>
    </tr>
  );
};
