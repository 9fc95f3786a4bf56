import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { logIn } from "../../api/session.ts";
import { CredentialsForm, Entrance } from "./Entrance.tsx";

const route = getRouteApi("/login");

/** An address within the dashboard; another one could lead elsewhere. */
const isOwn = (to: string): boolean => to.startsWith("/") && !to.startsWith("//") && !to.startsWith("/\\");

export const LoginPage = () => {
  const client = useQueryClient();
  const router = useRouter();
  const { to = "/" } = route.useSearch();
  const login = useMutation({
    mutationFn: (credentials: Parameters<typeof logIn>[1]) => logIn(client, credentials),
    onSuccess: () => router.navigate({ href: isOwn(to) ? to : "/" }),
  });
  return (
    <Entrance
      title="Log in"
      beside={
        <>
          <p>
            The first admin is made by a one-time link, which <code className="mono">sentinel open</code>{" "}
            prints on the machine itself.
          </p>
          <p className="small faint">Your changes are recorded with your name.</p>
        </>
      }
    >
      <CredentialsForm
        isNew={false}
        action="Log in"
        isSending={login.isPending}
        error={login.error}
        onSubmit={login.mutate}
      />
    </Entrance>
  );
};
