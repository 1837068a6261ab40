import type { CommandChoice } from "../commands/model.ts";
import type { Modal } from "./modal.ts";

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: "command" | "component" | "modal";
  /** The form it was answered with. */
  readonly modal: Modal | null;
  /** Of a form that was filled in: what had opened it. */
  readonly trigger: Trigger | null;
  readonly userId: string;
  readonly channelId: string;
  readonly inGuild: boolean;
  readonly commandName: string | null;
  readonly sourceMessageId: string | null;
  /** Whether it asks for choices while somebody types, and what came; a command that was used asks for none. */
  readonly choices: "none" | "asked" | readonly CommandChoice[];
  readonly state: InteractionState;
  /** The message that `@original` means, once there is one. */
  readonly originalMessageId: string | null;
}

/**
 * The life of an interaction. Without an answer in three seconds it fails; a deferred one is
 * "acknowledged" until its first edit.
 */
export type InteractionState = "pending" | "acknowledged" | "answered" | "failed";

/** The numbers Discord gives to kinds of interactions. */
export const INTERACTION_TYPE: Readonly<Record<Interaction["kind"], number>> = {
  command: 2,
  component: 3,
  modal: 5,
};

/** What somebody did that opened a form. */
export interface Trigger {
  readonly interactionId: string;
  readonly kind: "command" | "component";
  readonly commandName: string | null;
  readonly sourceMessageId: string | null;
}
