import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { setUp } from "../../api/session.ts";
import { CredentialsForm, Entrance } from "./Entrance.tsx";
import { useToken } from "./useToken.ts";
import { WithoutToken } from "./WithoutToken.tsx";

export const SetupPage = () => {
  const token = useToken();
  const client = useQueryClient();
  const router = useRouter();
  const creation = useMutation({
    mutationFn: (credentials: Parameters<typeof setUp>[2]) => setUp(client, token ?? "", credentials),
    onSuccess: () => router.navigate({ to: "/" }),
  });
  return (
    <Entrance
      title="Create an admin"
      beside={<p>An admin has all rights and creates the other accounts. The link works once.</p>}
    >
      {token === null ? (
        <WithoutToken />
      ) : (
        <CredentialsForm
          isNew
          action="Create admin"
          isSending={creation.isPending}
          error={creation.error}
          onSubmit={creation.mutate}
        />
      )}
    </Entrance>
  );
};
