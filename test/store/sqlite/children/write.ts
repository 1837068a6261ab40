import { open } from "../setup.ts";
import { MIA, NOAH, decision, opening, say, wrote } from "../../../contract/store/samples.ts";

/**
 * Accepts, decides and settles without pause until it is killed, several writers at once, and prints what the
 * ledger promised: "accepted <id>", "decided <seq>", "settled <effect>", each only after its promise resolved.
 */
const [path = "", round = ""] = process.argv.slice(2);
const { ledger } = await open(path);
const tell = (what: string) => process.stdout.write(`${what}\n`);

async function writer(name: string): Promise<never> {
  const memberId = name === "a" ? MIA : NOAH;
  for (let count = 0; ; count += 1) {
    const id = `${round}-${name}-${count}`;
    await ledger.accept([wrote(memberId, id)]);
    tell(`accepted ${id}`);
    const decided = await ledger.decideNext(memberId, (situation) =>
      situation.conversation === null
        ? opening((_, conversation) => ({ effects: [say(id, conversation.id)] }))(situation)
        : decision({ effects: [say(id, situation.conversation.id)] }),
    );
    tell(`decided ${decided?.entry.seq}`);
    const claimed = await ledger.claim({ memberId, direction: "member" });
    if (claimed.state !== "due") throw new Error("what was decided is not there");
    await ledger.settle(claimed.due.effectId, { outcome: "done", remoteId: id });
    tell(`settled ${claimed.due.effectId}`);
  }
}

await Promise.all(["a", "b"].map(writer));
