import { useId, useState } from "react";
import { useTree } from "../../../live/useLive.ts";
import { Segment } from "../../../ui/buttons/Segment.tsx";
import { meaningOf, type Role, roles, type Scope } from "./rights.ts";

interface RightsFieldsProps {
  readonly role: Role;
  readonly scope: Scope;
  readonly onChange: (rights: { readonly role: Role; readonly scope: Scope }) => void;
}

/** A role, and the parts of the tree for which it holds. */
export const RightsFields = ({ role, scope, onChange }: RightsFieldsProps) => (
  <>
    <div className="form-field">
      <span className="name">Role</span>
      <Segment
        label="Role"
        options={roles.map((value) => ({ value, shown: value }))}
        value={role}
        onChange={(chosen) => onChange({ role: chosen, scope })}
      />
      <p className="small faint">{meaningOf[role]}</p>
    </div>
    <ScopeField scope={scope} onChange={(chosen) => onChange({ role, scope: chosen })} />
  </>
);

const extents = [
  { value: "everything", shown: "Everything" },
  { value: "parts", shown: "Parts of the tree" },
] as const;

const ScopeField = ({
  scope,
  onChange,
}: {
  readonly scope: Scope;
  readonly onChange: (scope: Scope) => void;
}) => (
  <div className="form-field">
    <span className="name">May touch</span>
    <Segment
      label="May touch"
      options={extents}
      value={scope === null ? "everything" : "parts"}
      onChange={(extent) => onChange(extent === "everything" ? null : [])}
    />
    {scope === null ? null : <Subtrees scope={scope} onChange={onChange} />}
  </div>
);

const Subtrees = ({
  scope,
  onChange,
}: {
  readonly scope: ReadonlyArray<string>;
  readonly onChange: (scope: Scope) => void;
}) => {
  const list = useId();
  const [typed, setTyped] = useState("");
  // One text, which stays the same value as long as the paths do.
  const paths = useTree((tree) => tree.order.map((i) => tree.node(i)?.path ?? "").join("\n"));
  // A typed part counts before it is added, as the last one.
  const added = typed.trim() === "" ? scope : scope.slice(0, -1);
  const type = (text: string): void => {
    setTyped(text);
    onChange(text.trim() === "" ? added : [...added, text.trim()]);
  };
  const add = (): void => {
    setTyped("");
    onChange([...new Set(scope)]);
  };
  const known = paths.split("\n").filter((path) => path !== "");
  return (
    <>
      {added.length === 0 ? null : (
        <ul className="tokens" aria-label="Parts that it may touch">
          {added.map((part) => (
            <li key={part}>
              <button
                type="button"
                className="button tiny"
                aria-label={`Without ${part}`}
                onClick={() => onChange(scope.filter((one) => one !== part))}
              >
                {part} ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <span className="row">
        <span className="field grow">
          <input
            aria-label="Path of a part"
            placeholder="Path, such as web"
            list={list}
            value={typed}
            autoComplete="off"
            onChange={({ target }) => type(target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
        </span>
        <button type="button" className="button" disabled={typed.trim() === ""} onClick={add}>
          Add
        </button>
      </span>
      <datalist id={list}>
        {known.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      <p className="small faint">Each with everything under it. A part may be added to the tree later.</p>
    </>
  );
};
