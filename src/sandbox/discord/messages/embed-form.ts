import type { Form } from "../rest/form.ts";
import { lengthOf } from "../text.ts";

const MOST_EMBEDS = 10;
/** Over all embeds of a message together. */
const MOST_CHARACTERS = 6000;

/** Reads `embeds`; what the sandbox has no rule for is echoed. */
export function readEmbeds(form: Form): readonly object[] | null | undefined {
  let characters = 0;
  const count = (text: string | null | undefined) => {
    characters += lengthOf(text ?? "");
    return text;
  };
  const embeds = form.forms("embeds", { max: MOST_EMBEDS })?.map((embed) => readEmbed(embed, count));
  if (characters > MOST_CHARACTERS) {
    form.fault("embeds", "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${MOST_CHARACTERS}`);
  }
  return embeds;
}

function readEmbed(
  embed: Form,
  count: (text: string | null | undefined) => string | null | undefined,
): object {
  const title = count(embed.string("title", { max: 256 }));
  const description = count(embed.string("description", { max: 4096 }));
  const fields = embed.forms("fields", { max: 25 })?.map((field) => ({
    name: count(field.string("name", { min: 1, max: 256, required: true })),
    value: count(field.string("value", { min: 1, max: 1024, required: true })),
    inline: field.boolean("inline") ?? false,
  }));
  const footer = embed.form("footer");
  const author = embed.form("author");
  const footerText = count(footer?.string("text", { min: 1, max: 2048, required: true }));
  const authorName = count(author?.string("name", { min: 1, max: 256, required: true }));
  return {
    type: "rich",
    ...given({
      title,
      description,
      url: embed.string("url", { max: 2048 }),
      color: embed.integer("color", { min: 0, max: 0xff_ff_ff }),
      timestamp: embed.string("timestamp"),
      fields,
      footer: footerText === undefined ? undefined : { text: footerText },
      author:
        authorName === undefined
          ? undefined
          : given({
              name: authorName,
              url: author?.string("url"),
              icon_url: author?.string("icon_url", { max: 2048 }),
            }),
      image: imageOf(embed.form("image")),
      thumbnail: imageOf(embed.form("thumbnail")),
    }),
  };
}

function imageOf(image: Form | null | undefined): object | undefined {
  const url = image?.string("url", { max: 2048, required: true });
  return url === undefined || url === null ? undefined : { url, width: 0, height: 0 };
}

/** The fields that have a value. */
function given(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => (value ?? null) !== null));
}
