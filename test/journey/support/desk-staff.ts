import { type Browser, openBrowser } from "../../desk/jar.ts";
import { reporting } from "./reports.ts";
import type { Stage } from "./stage.ts";

/** Lets moderators sign in at the desk. */
export const MODERATORS = "  desk:\n    staff: [moderator]\n";

/** A moderator comes to the server and signs in at the desk. */
export async function signInAtDesk(stage: Stage, name = "Grace"): Promise<Browser> {
  const { call } = reporting(stage);
  const desk = `${stage.env["FLEXCORD_PUBLIC_URL"]}/desk`;
  await call("PUT", "/redirects", { uris: [`${desk}/signed-in`] });
  const { roles } = await call<{ roles: readonly { id: string; name: string }[] }>("GET", "/server");
  const moderator = roles.find((role) => role.name === "Moderator")?.id;
  const { id } = await call<{ id: string }>("POST", "/members", { name });
  await call("PUT", `/members/${id}/roles`, { roles: [moderator] });
  const browser = openBrowser();
  const url = (await browser.get(`${desk}/sign-in`)).headers.get("location");
  const answer = await call<{ location: string }>("POST", `/members/${id}/authorize`, { url, agree: true });
  await browser.follow(answer.location);
  return browser;
}
