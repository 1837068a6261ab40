import { attempt } from "./alerts.ts";
import { control } from "./control.ts";
import { createDeskPane } from "./desk/pane.ts";
import { createDiscordPane } from "./discord/pane.ts";
import { byId } from "./element.ts";
import { follow } from "./live.ts";
import { followEnd } from "./show.ts";
import { createTapeStrip } from "./tape.ts";

const discord = createDiscordPane();
const desk = createDeskPane();
const tape = createTapeStrip();
for (const list of ["messages", "transcript"]) followEnd(byId(list, HTMLElement));
follow({ discord: discord.refresh, flex: desk.refresh, tape: tape.refresh });

byId("reset", HTMLButtonElement).addEventListener("click", () => {
  const sure = confirm("Start over with a fresh server and account? What was said here is gone then.");
  if (!sure) return;
  void attempt(async () => {
    await control.reset();
    location.reload();
  });
});
