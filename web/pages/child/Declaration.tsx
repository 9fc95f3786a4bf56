import { useQuery } from "@tanstack/react-query";
import { declarationQuery } from "../../api/child.ts";
import type { NodeRecord } from "../../live/protocol.ts";
import { useRefreshed } from "../../live/useRefreshed.ts";
import { CopyButton } from "../../ui/buttons/CopyButton.tsx";
import { Failure } from "../../ui/messages/Failure.tsx";
import { Reading } from "../../ui/messages/Reading.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { type Declared, declaredIn } from "./declared.ts";

/** The declaration of a child, with the origin of each value. */
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
              The origin of the values is unknown: the running tree differs from its file.
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
      <List values={written} label="Declared values" />
      {defaults.length === 0 ? null : (
        <details className="declared-defaults">
          <summary>
            {defaults.length} default{defaults.length === 1 ? "" : "s"}
          </summary>
          <List values={defaults} label="Defaults" />
        </details>
      )}
    </>
  );
};

interface ListProps {
  readonly values: ReadonlyArray<Declared>;
  readonly label: string;
}

const List = ({ values, label }: ListProps) => (
  <dl className="declared" tabIndex={0} aria-label={label}>
    {values.map((value) => (
      <Value key={value.key} declared={value} />
    ))}
  </dl>
);

const Value = ({ declared }: { readonly declared: Declared }) => {
  const { key, value, origin, isDefault, isWithheld, isPlace } = declared;
  return (
    <div>
      <dt className="mono">{key}</dt>
      <dd className={isDefault ? "value mono default" : isWithheld ? "value faint" : "value mono"}>
        {isWithheld ? "withheld" : value}
      </dd>
      <dd className="origin">
        {isPlace && origin !== null ? (
          <CopyButton name={origin} text={origin} />
        ) : (
          <span className="faint small">{origin ?? "–"}</span>
        )}
      </dd>
    </div>
  );
};
