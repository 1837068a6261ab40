/** The package ships its Zod schemas without types: every export ending in Schema is one. */
declare module "discord-api-spec/zod";
