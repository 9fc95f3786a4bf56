import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { Failure } from "../ui/messages/Failure.tsx";
import { Message } from "../ui/messages/Message.tsx";

/** Shown in place of a page that has failed; the rest of the dashboard keeps working. */
export const PageFailure = ({ error, reset }: ErrorComponentProps) => (
  <main className="page" id="main">
    <Failure error={error} retry={reset} />
  </main>
);

/** Shown in place of the dashboard, such as while the daemon can't be reached. */
export const RootFailure = ({ error }: ErrorComponentProps) => (
  <main className="entrance">
    <section className="panel">
      <Failure error={error} retry={() => window.location.reload()} />
    </section>
  </main>
);

export const NotFound = () => (
  <main className="entrance">
    <section className="panel">
      <Message title="There is no such page.">
        <Link className="link" to="/">
          Go to the overview
        </Link>
      </Message>
    </section>
  </main>
);
