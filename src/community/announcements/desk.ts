import { Failure } from "../../domain/failure.ts";
import type { AnnouncementDesk, AnnouncementStore } from "../ports.ts";
import { LONGEST_ANNOUNCEMENT } from "./template.ts";

/** How many announcements are listed. */
const LISTED = 50;

/** What staff does by hand, on the store alone. */
export function createDesk(store: AnnouncementStore): AnnouncementDesk {
  return {
    announce(draft) {
      requireText(draft.text);
      return store.add({ ...draft, source: null });
    },
    announcements: () => store.list(LISTED),
    cancelAnnouncement: (id) => store.cancel(id),
  };
}

/** "usage.invalid" when a text cannot be one message. */
export function requireText(text: string): void {
  if (text.trim() === "") {
    throw new Failure("usage.invalid", "There is nothing to announce.", {
      fix: "Write what is to be announced, as the argument or in a file with --file.",
    });
  }
  const length = Array.from(text).length;
  if (length <= LONGEST_ANNOUNCEMENT) return;
  throw new Failure(
    "usage.invalid",
    `The announcement has ${length} characters, and one message holds ${LONGEST_ANNOUNCEMENT}.`,
    { fix: "Shorten it, or link to where the rest of it is." },
  );
}
