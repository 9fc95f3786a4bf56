import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "./api/queryClient.ts";
import { makeRouter } from "./router.ts";
import "./styles/index.css";
import "./time/chosenZone.ts";

const queryClient = makeQueryClient(() => void router.invalidate());
const router = makeRouter(queryClient);

const root = document.getElementById("root");
if (root === null) throw new Error("the document has no element `root`");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
