import { inviteFor, openBot, type BotAccount, type ServerName } from "../../app/accounts.ts";
import type { Config } from "../../config/config.ts";
import { Failure } from "../../domain/failure.ts";
import { choose } from "../terminal/prompt.ts";
import { interruptibly, requireShape, secret, untilRight, type Interview } from "./interview.ts";

export interface DiscordAnswers {
  readonly token: string;
  readonly server: ServerName;
}

/** The bot's token and the server it is to serve. `template` says which rights an invitation asks for. */
export async function askForDiscord(interview: Interview, template: Config): Promise<DiscordAnswers> {
  const { terminal } = interview.context;
  const opened = await untilRight(
    interview,
    (first) => secret(interview, "DISCORD_TOKEN", !first),
    async (token) => {
      requireShape("DISCORD_TOKEN", token);
      return { token, ...(await openBot(token, interview.reach)) };
    },
  );
  terminal.say(`${terminal.style.green("✔")} The token is that of ${opened.bot.name}.`);
  const server = await chooseServer(interview, opened, template);
  terminal.say(`${terminal.style.green("✔")} The server is ${server.name} (${server.id}).`);
  return { token: opened.token, server };
}

interface Bot {
  readonly bot: BotAccount;
  servers(): Promise<readonly ServerName[]>;
}

async function chooseServer(interview: Interview, bot: Bot, template: Config): Promise<ServerName> {
  const { signal } = interview.context;
  for (;;) {
    const servers = await interruptibly(signal, bot.servers());
    const wanted = interview.options.guild;
    const named = servers.find(({ id }) => id === wanted);
    if (named !== undefined) return named;
    const [only] = servers;
    if (wanted === undefined && only !== undefined && servers.length === 1) return only;
    if (wanted === undefined && servers.length > 1) return pick(interview, servers);
    await invite(interview, await inviteFor(template, bot.bot.applicationId, wanted));
  }
}

function pick(
  { context: { terminal, signal } }: Interview,
  servers: readonly ServerName[],
): Promise<ServerName> {
  const choices = servers.map((server) => ({ name: `${server.name} (${server.id})`, value: server }));
  return choose(terminal, { message: "Which server?", flag: "--guild with its id", choices }, signal);
}

/** Shows the link, and comes back when somebody says that the bot was invited. */
async function invite({ context: { terminal, signal }, options }: Interview, link: string): Promise<void> {
  const where = options.guild === undefined ? "in no server yet" : `not in the server ${options.guild}`;
  if (!terminal.interactive) {
    throw new Failure("discord.permission", `The bot is ${where}.`, { fix: `Invite it: ${link}` });
  }
  // The link stands alone on its line, so that a click or a copy gets all of it.
  terminal.say(`The bot is ${where}. This link invites it with exactly the rights it needs:\n\n${link}\n`);
  const choices = [
    { name: "I have invited it: look again", value: true },
    { name: "Stop here; nothing is written", value: false },
  ];
  const message = "Open the link, then come back.";
  if (await choose(terminal, { message, flag: "--guild", choices }, signal)) return;
  throw new Failure("run.interrupted", "Stopped; nothing was written");
}
