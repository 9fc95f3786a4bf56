import { useQuery } from "@tanstack/react-query";
import { request } from "../../../api/request.ts";

interface RunChoiceProps {
  readonly path: string;
  readonly run: number | undefined;
  readonly onChange: (run: number | undefined) => void;
}

/** A choice of one run of a child; nothing if it has had only one. */
export const RunChoice = ({ path, run, onChange }: RunChoiceProps) => {
  const { data } = useQuery({
    queryKey: ["logs", "runs", path],
    queryFn: ({ signal }) => request("GET /logs/runs", { query: { path: [path] }, signal }),
  });
  const own = (data?.items ?? []).filter((one) => one.path === path).map((one) => one.run);
  if (own.length < 2 && run === undefined) return null;
  return (
    <label className="field">
      <span className="hidden-text">Run</span>
      <select
        value={run ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? undefined : Number(target.value))}
      >
        <option value="">All runs</option>
        {(run === undefined || own.includes(run) ? own : [...own, run]).toReversed().map((one) => (
          <option key={one} value={one}>
            Run {one}
          </option>
        ))}
      </select>
    </label>
  );
};
