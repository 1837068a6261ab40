/** The package brings no types for its Zod schemas. */
declare module "discord-api-spec/zod" {
  export const setStrictObject: (strict: boolean) => void;
}
