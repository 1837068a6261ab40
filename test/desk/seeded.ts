import type { Actor } from "../../src/domain/case.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { CaseNumber, FileId, PlaceId, PostId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { openSqlite } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import { createTown, type Town } from "./town.ts";
import { townMember, type TownAgent } from "./town-member.ts";

export const SECRET = "a secret for tests, long enough to be one";
/** Now, in the seeded ledger: a Friday afternoon. */
export const NOW = Date.UTC(2026, 10, 20, 15, 30);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const alex: TownAgent = { name: "Alex Rivers", author: "alex_2Erivers" };
const sam: TownAgent = { name: "Sam Okafor", author: "sam_2Eokafor" };
const grace: Actor = { by: "staff", id: "7", name: "Grace Lindqvist" };

/** A ledger of a game's help desk over two weeks. Gives the case that has a bit of everything. */
export async function seedLedger(
  path: string,
): Promise<{ readonly store: Store; readonly town: Town; readonly everything: CaseNumber }> {
  const clock = { now: NOW - 13 * DAY };
  const store = await openSqlite({ path, secret: SECRET, now: () => clock.now, log: silentLog });
  const town = createTown(store, clock);
  await formerDays(town);
  clock.now = NOW - 3 * DAY;
  const original = await reports(town);
  clock.now = NOW - 3 * 60 * MINUTE;
  const everything = await purchase(town, original);
  await today(town);
  while (await store.upkeep.index());
  clock.now = NOW;
  return { store, town, everything };
}

const problems = [
  ["Gems not credited after purchase", "payment"],
  ["Cannot link my console account", "account"],
  ["Guild bank shows wrong amount", "guild"],
  ["High ping on EU servers since the patch", "network"],
  ["Lost progress after the update", "progress"],
  ["Two-step sign-in code never arrives", "account"],
] as const;
const people = ["Noor", "Tomás", "Yuki", "Ben Carter", "Zsófia", "Ollie", "Amara", "Jun"] as const;

/** Two weeks of cases, most of them solved, some of them late. */
async function formerDays(town: Town): Promise<void> {
  const start = town.clock.now;
  for (let day = 0; day < 13; day += 1) {
    const count = [3, 4, 2, 5, 4, 1, 1][day % 7] ?? 1;
    for (let index = 0; index < count; index += 1) {
      town.clock.now = start + day * DAY + index * 47 * MINUTE;
      const [title, tag] = problems[(day + index) % problems.length] ?? problems[0];
      const member = townMember(town, people[(day * 3 + index) % people.length] ?? "Noor");
      await member.writes(`${title}. Can you help?`);
      await member.assistantSays("I found nothing about that in our articles. Shall I get somebody?");
      const number = await member.asksForHuman({ title, tags: [tag] });
      town.pass((index % 3 === 2 ? 90 : 12) * MINUTE);
      await breach(town, number, (index % 3 === 2 ? 90 : 12) * MINUTE);
      await member.isTakenBy(index % 2 === 0 ? alex : sam);
      await member.hears(index % 2 === 0 ? alex : sam, "Hi! I looked into your account and put it right.");
      await town.changes(number, { do: "answered" }, grace);
      if (day === 12 && index > 0) continue;
      town.pass(25 * MINUTE);
      await town.changes(number, { do: "set-status", status: "resolved" }, grace);
      await member.ends();
      const score = [5, 4, 5, 3, 5, 2][(day + index) % 6] ?? 5;
      await town.changes(number, { do: "rate", rating: { score, comment: "" } }, grace);
    }
  }
}

/** Notes promises that were broken, as the keeper of cases does. */
async function breach(town: Town, number: CaseNumber, waited: number): Promise<void> {
  if (waited > 60 * MINUTE) await town.changes(number, { do: "check-time" }, { by: "flexcord" });
}

/** A bug that several reported. */
async function reports(town: Town): Promise<CaseNumber> {
  const zsofia = townMember(town, "Zsófia");
  const jun = townMember(town, "Jun");
  await zsofia.writes("hello");
  await jun.writes("hi");
  const original = await town.opens(zsofia.id, {
    title: "Purchases on console are not credited",
    description:
      "Since patch 4.2 the shop takes the money and no gems arrive. Steps: buy any bundle on a console.",
    priority: "high",
    tags: ["payment", "patch-4.2"],
  });
  await town.changes(
    original,
    { do: "me-too", memberId: jun.id },
    { by: "member", memberId: jun.id, name: "Jun" },
  );
  await town.changes(original, { do: "assign", to: "Grace Lindqvist" }, grace);
  await town.changes(original, { do: "answered" }, grace);
  const double = await town.opens(jun.id, { title: "Shop took my money", kind: "bug" });
  await town.changes(double, { do: "duplicate-of", number: original }, grace);
  await zsofia.ends();
  await jun.ends();
  return original;
}

/** One conversation with all that a conversation can hold. */
async function purchase(town: Town, related: CaseNumber): Promise<CaseNumber> {
  const mia = townMember(town, "Mia Fernández");
  await mia.writes("hi, I bought the 2,000 gems bundle an hour ago and they never arrived 😕");
  await mia.assistantSays(
    "Purchases can take up to 30 minutes. Restart the game first.\nRead more: https://help.emberforge.example/purchase-missing",
  );
  town.pass(2 * MINUTE);
  await mia.writes("I restarted twice. Order EF-88121-A", {
    content: {
      files: [
        {
          from: "member",
          fileId: "f1" as FileId,
          placeId: "" as PlaceId,
          postId: "" as PostId,
          url: "",
          name: "receipt.png",
          contentType: "image/png",
          bytes: 284_113,
        },
      ],
    },
  });
  await mia.edits("I restarted twice. Order EF-88121-B");
  const number = await mia.asksForHuman({
    title: "Bought 2,000 gems, never arrived",
    description: "Order EF-88121-B, paid by card on a console. Restarting did not help.",
    priority: "high",
    tags: ["payment", "patch-4.2"],
  });
  town.pass(6 * MINUTE);
  await mia.isTakenBy(alex);
  await mia.hears(alex, "Hi Mia, I’m Alex. Sorry about that! Which store did you buy it in?");
  await town.changes(number, { do: "answered" }, { by: "staff", id: "1", name: alex.name });
  await town.changes(number, { do: "assign", to: alex.name }, { by: "staff", id: "1", name: alex.name });
  town.pass(MINUTE);
  await mia.writes("the one on my console");
  await mia.reacts("❤");
  await town.changes(
    number,
    { do: "member-wrote" },
    { by: "member", memberId: mia.id, name: "Mia Fernández" },
  );
  await mia.hears(alex, "Looks like the store bug in 4.2, asking payments.", { note: true });
  await town.changes(
    number,
    {
      do: "note",
      text: `Same as #${related}. Payments confirmed the charge; credit by hand if it is not fixed by tonight.`,
    },
    grace,
  );
  town.pass(3 * MINUTE);
  await mia.hears(
    alex,
    "Thank you. I can see the payment, so nothing is lost. I’m crediting the gems by hand.",
  );
  await mia.agentEdits(
    "Thank you. I can see the payment, so nothing is lost. I’m crediting the 2,000 gems by hand.",
  );
  await mia.writes("oh great, thank you!! <3");
  await mia.writes("asdf");
  await mia.deletes();
  town.pass(MINUTE);
  const closed = new Failure(
    "member.unreachable",
    "The member does not take direct messages from the server.",
  );
  await mia.hears(alex, "Done! Please restart once more and you’ll see them.", {
    settled: { outcome: "parked", failure: closed },
  });
  town.pass(4 * MINUTE);
  const down = new Failure("twilio.unavailable", "Twilio answered 503.");
  await mia.writes("still there?", {
    settled: { outcome: "retry", at: NOW + MINUTE, failure: down, inDoubt: false },
  });
  return number;
}

/** Who talks and waits right now, and what was given up. */
async function today(town: Town): Promise<void> {
  town.clock.now = NOW - 22 * MINUTE;
  const ben = townMember(town, "Ben Carter");
  await ben.writes("my account was banned for no reason!!");
  await ben.asksForHuman({ title: "Appeals a ban", priority: "urgent", tags: ["ban"] });
  town.clock.now = NOW - 9 * MINUTE;
  const amara = townMember(town, "Amara");
  await amara.writes("I was charged twice for the season pass, please help");
  await amara.asksForHuman({ title: "Charged twice for the season pass", tags: ["payment"] });
  town.clock.now = NOW - 5 * MINUTE;
  const yuki = townMember(town, "Yuki");
  await yuki.writes("how do I move my progress to another console?");
  await yuki.assistantSays("You can transfer it in the settings, under Account.");
  town.clock.now = NOW - 4 * MINUTE;
  const ollie = townMember(town, "Ollie");
  const refused = new Failure("twilio.refused", "Twilio refused the file: its type is not allowed.");
  await ollie.writes("here is my crash log", { settled: { outcome: "parked", failure: refused } });
  town.clock.now = NOW - MINUTE;
  await ollie.writes("did you get it?", { settled: "waits" });
}
