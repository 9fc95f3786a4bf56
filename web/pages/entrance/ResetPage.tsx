import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { resetPassword } from "../../api/session.ts";
import { CredentialsForm, Entrance } from "./Entrance.tsx";
import { useToken } from "./useToken.ts";
import { WithoutToken } from "./WithoutToken.tsx";

export const ResetPage = () => {
  const token = useToken();
  const reset = useMutation({
    mutationFn: (password: string) => resetPassword(token ?? "", password),
  });
  return (
    <Entrance title="Choose a new password" beside={<p>All sessions of this account end.</p>}>
      {token === null ? (
        <WithoutToken />
      ) : reset.data === undefined ? (
        <CredentialsForm
          withName={false}
          isNew
          action="Set this password"
          isSending={reset.isPending}
          error={reset.error}
          onSubmit={({ password }) => reset.mutate(password)}
        />
      ) : (
        <p role="status">
          {reset.data} has a new password.{" "}
          <Link className="link" to="/login">
            Log in
          </Link>
        </p>
      )}
    </Entrance>
  );
};
