import { z } from "zod";
import { upkeep } from "./upkeep.ts";
import { text, whole } from "./words.ts";

const { managed, protect } = upkeep;
const ofOne = { managed, protect, name: text(100).optional() };

/** What only the legacy transport makes. */
export const legacy = z
  .strictObject({
    chatService: z
      .strictObject({
        ...ofOne,
        userChannels: whole(1, 1000, "channels")
          .default(1000)
          .describe("In how many channels one member may be, ended ones counted."),
      })
      .prefault({})
      .describe("The chat service; protected unless said otherwise, for the messages are in it."),
    flow: z.strictObject(ofOne).prefault({}).describe("The Studio flow with the old trigger."),
    flexFlow: z
      .strictObject(ofOne)
      .prefault({})
      .describe("The Flex Flow that leads from the one to the other."),
  })
  .describe(
    "Legacy: the parts of `transport: programmable-chat`, which Twilio ended for Flex on 1 June 2026.",
  );
