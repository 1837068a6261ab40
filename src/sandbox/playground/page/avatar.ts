import { element } from "./element.ts";
import { colourOf, initialsOf } from "./words.ts";

/** A round picture with a person's initials; decoration, as the name stands beside it. */
export function avatar(name: string, kind: "person" | "bot" = "person"): HTMLElement {
  const look = kind === "bot" ? "avatar bot" : `avatar colour-${colourOf(name)}`;
  return element("span", { class: look, "aria-hidden": "true" }, kind === "bot" ? "" : initialsOf(name));
}
