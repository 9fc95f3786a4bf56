import { CopyButton } from "../../ui/buttons/CopyButton.tsx";

/** A command line, and the equivalent request. */
export interface Copyable {
  readonly name: string;
  readonly command: string;
  readonly curl: string;
}

/** Commands for a terminal, to be copied. */
export const CopyTable = ({ rows }: { readonly rows: ReadonlyArray<Copyable> }) => (
  <>
    <p className="popover-title">Copy for a terminal</p>
    <table className="copy-table">
      <thead className="hidden-text">
        <tr>
          <th>What</th>
          <th>Command</th>
          <th>curl</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, command, curl }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>
              <CopyButton name="Command" text={command} />
            </td>
            <td>
              <CopyButton name="curl" text={curl} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className="small dim popover-note">
      curl takes an API key from <code className="mono">$SENTINEL_KEY</code>.
    </p>
  </>
);
