import { Marked } from "../Marked.tsx";
import { textOnly } from "../schema/groups.ts";
import { fileFields } from "../schema/language.ts";

/** The parts of a file that belong to no single child. */
export const OnlyInText = () => (
  <section className="form-group">
    <h2>In the text only</h2>
    <dl className="form-texts">
      {textOnly(fileFields).map(({ key, description }) => (
        <div key={key}>
          <dt>
            <code>{key}</code>
          </dt>
          <dd className="dim">
            <Marked text={description} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
