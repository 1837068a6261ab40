import type { Command } from "commander";
import type { AnnounceOptions, AnnouncementsOptions } from "./command.ts";
import { withConfig, withJson, withRemote, type Bind } from "./flags.ts";
import { coming } from "./format/when.ts";

const load = () => import("./commands/announce.ts");

/** Official news by hand. */
export function addAnnounceCommands(program: Command, bind: Bind): void {
  const announce = program.command("announce").description("post official news, now or later");
  const add = (name: string, description: string) =>
    withRemote(withJson(withConfig(announce.command(name).description(description))));
  bind<AnnounceOptions>(
    add("post", "show what would be posted, ask, and post it")
      .argument("[text]", "what is announced, as Discord's Markdown")
      .option("--file <file>", "a file with the text, instead of the argument")
      .option("--at <time>", "later: in 15m, 2h, 3d, or at a time with its zone", coming)
      .option("--role <key>", "ping this role")
      .option("--no-crosspost", "keep it from the channel's followers")
      .option("--dry-run", "show it and stop", false)
      .option("-y, --yes", "post without asking", false),
    async () => (await load()).announcePost,
  );
  bind<AnnouncementsOptions>(
    add("list", "the newest announcements, and what became of them"),
    async () => (await load()).announceList,
  );
  bind<AnnouncementsOptions>(
    add("cancel", "take back one that waits").argument("<id>", "its number, as `announce list` shows it"),
    async () => (await load()).announceCancel,
  );
}
