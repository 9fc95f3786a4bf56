import type { ReactNode } from "react";
import { useWho } from "../../../shell/useWho.ts";
import { Message } from "../../../ui/messages/Message.tsx";
import { managesAll } from "../sections.ts";

/** Content for admins of the whole tree only. The daemon refuses other users, too. */
export const ForAdmins = ({ children }: { readonly children: ReactNode }) => {
  const who = useWho();
  if (managesAll(who)) return children;
  return (
    <Message title="You may not see this.">
      <p>
        It takes the role admin for the whole tree; you have the role {who.role}
        {who.scope === null ? "" : ` for ${who.scope.join(", ")}`}. Ask an admin.
      </p>
    </Message>
  );
};
