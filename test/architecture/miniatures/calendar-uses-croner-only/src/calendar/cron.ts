import { Hono } from "hono";
export const use = Hono;
