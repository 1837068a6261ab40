/** A person or the bot, as Discord knows them apart from any server. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly bot: boolean;
  readonly locale: string;
  /** Whether members of a common server may write to them. */
  readonly dmsOpen: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly features: readonly string[];
  readonly systemChannelId: string | null;
  readonly rulesChannelId: string | null;
  readonly publicUpdatesChannelId: string | null;
}

export interface Member {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly joinedAt: number;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  /** Greater is higher; @everyone is 0. */
  readonly position: number;
  readonly color: number;
  readonly hoist: boolean;
  readonly mentionable: boolean;
  /** Beside the names of its members; only boosted servers have it. */
  readonly unicodeEmoji: string | null;
  readonly managed: boolean;
  /** The bot that a managed role belongs to. */
  readonly botId: string | null;
}

export interface WelcomeScreen {
  readonly description: string | null;
  readonly channels: readonly {
    readonly channelId: string;
    readonly description: string;
    readonly emojiId: string | null;
    readonly emojiName: string | null;
  }[];
}

export interface Onboarding {
  readonly enabled: boolean;
  readonly mode: number;
  readonly defaultChannelIds: readonly string[];
  readonly prompts: readonly OnboardingPrompt[];
}

export interface OnboardingPrompt {
  readonly id: string;
  readonly type: number;
  readonly title: string;
  readonly singleSelect: boolean;
  readonly required: boolean;
  readonly inOnboarding: boolean;
  readonly options: readonly OnboardingOption[];
}

export interface OnboardingOption {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly emojiId: string | null;
  readonly emojiName: string | null;
  readonly roleIds: readonly string[];
  readonly channelIds: readonly string[];
}

export interface AutomodRule {
  readonly id: string;
  readonly name: string;
  readonly creatorId: string;
  readonly eventType: number;
  readonly triggerType: number;
  readonly enabled: boolean;
  /** As on the wire, checked and filled in. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly actions: readonly AutomodAction[];
  readonly exemptRoles: readonly string[];
  readonly exemptChannels: readonly string[];
}

export interface AutomodAction {
  readonly type: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What somebody did to the server. */
export interface AuditEntry {
  readonly id: string;
  readonly userId: string;
  readonly action: number;
  readonly targetId: string | null;
  readonly reason: string | null;
}
