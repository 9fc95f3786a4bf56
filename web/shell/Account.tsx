import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { logOut } from "../api/session.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { useWho } from "./useWho.ts";

/** The logged-in user, with a logout. */
export const Account = () => {
  const { principal, role } = useWho();
  const client = useQueryClient();
  const router = useRouter();
  const leaving = useMutation({
    mutationFn: () => logOut(client),
    onSuccess: () => router.navigate({ to: "/login", search: {} }),
  });
  return (
    <>
      <span className="cut" title={principal}>
        {principal.replace(/^user:/, "")}, {role}
      </span>
      <button
        type="button"
        className="button ghost tiny"
        disabled={leaving.isPending}
        onClick={() => leaving.mutate()}
      >
        <Icon name="leave" little />
        Log out
      </button>
    </>
  );
};
