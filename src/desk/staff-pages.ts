import type { DoorAnswer } from "../domain/door.ts";
import type { Admitted } from "./access/admission.ts";
import { effectIn, type Form } from "./actions/form.ts";
import { beforeIn, cookiesOf, frameOf, notParked, type PageParts, saidAt, saidIn } from "./page-parts.ts";
import type { Answered } from "./gate.ts";
import type { Said } from "./pages/frame.ts";
import { operatorPage } from "./pages/operator-page.ts";
import { searchPage } from "./pages/search-page.ts";

/** More words than that nobody searches for. */
const LONGEST_SEARCH = 200;

/** The pages that are about more than one case. Whoever comes here has a role of the staff. */
export function createStaffPages(parts: PageParts) {
  const { reader, actions, answers, paths, sessions, now } = parts;
  const operations = (who: Admitted, status: number, said: Said | null): DoorAnswer =>
    answers.page(
      "by-nobody",
      status,
      operatorPage(frameOf(parts, who, said, {}), reader.operations(now())),
      cookiesOf(who),
    );

  return {
    operations: async (who: Admitted, query: URLSearchParams): Answered =>
      operations(who, 200, saidIn(query)),

    async search(who: Admitted, query: URLSearchParams): Answered {
      const words = (query.get("q") ?? "").slice(0, LONGEST_SEARCH);
      const view = reader.search(words, beforeIn(query));
      return answers.page("by-nobody", 200, searchPage(frameOf(parts, who, null, {}), view), cookiesOf(who));
    },

    async replay(who: Admitted, form: Form): Answered {
      const effectId = effectIn(form);
      if (effectId === null) return "not-understood";
      const sent = await actions.replay(effectId, who.viewer);
      return sent
        ? answers.redirect("by-nobody", saidAt(paths.home, "replay"))
        : operations(who, 409, notParked);
    },

    signOut: async (): Answered => answers.redirect("by-nobody", paths.home, [sessions.endStaff()]),
  };
}

export type StaffPages = ReturnType<typeof createStaffPages>;
