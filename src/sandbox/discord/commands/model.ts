export interface Command {
  readonly id: string;
  readonly guildId: string | null;
  readonly type: number;
  readonly version: string;
  readonly name: string;
  readonly nameLocalizations: Readonly<Record<string, string>> | null;
  readonly description: string;
  readonly descriptionLocalizations: Readonly<Record<string, string>> | null;
  readonly options: readonly CommandOption[];
  readonly defaultMemberPermissions: bigint | null;
  readonly contexts: readonly number[] | null;
  readonly integrationTypes: readonly number[];
  readonly nsfw: boolean;
}

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly nameLocalizations: Readonly<Record<string, string>> | null;
  readonly description: string;
  readonly descriptionLocalizations: Readonly<Record<string, string>> | null;
  readonly required: boolean;
  readonly autocomplete: boolean;
  readonly choices: readonly CommandChoice[];
  readonly options: readonly CommandOption[];
  /** min_value, max_length, channel_types and their like, as sent. */
  readonly bounds: Readonly<Record<string, unknown>>;
}

export interface CommandChoice {
  readonly name: string;
  readonly nameLocalizations: Readonly<Record<string, string>> | null;
  readonly value: string | number;
}
