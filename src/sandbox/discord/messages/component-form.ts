import { notImitated } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";

const COMPONENT = { ROW: 1, BUTTON: 2, STRING_SELECT: 3, USER_SELECT: 5, CHANNEL_SELECT: 8 } as const;
const BUTTON_STYLES = [1, 2, 3, 4, 5, 6] as const;
const LINK_STYLE = 5;
const PREMIUM_STYLE = 6;

/** What is shared while one message's components are read. */
interface Reading {
  nextId: number;
  readonly customIds: Set<string>;
}

/** Reads `components`: up to five rows of buttons or one select each, numbered as Discord numbers them. */
export function readComponents(form: Form): readonly object[] | null | undefined {
  const reading: Reading = { nextId: 1, customIds: new Set() };
  return form.forms("components", { max: 5 })?.map((row) => readRow(row, reading));
}

function readRow(row: Form, reading: Reading): object {
  const type = row.integer("type", { required: true });
  if (type !== COMPONENT.ROW && typeof type === "number") throw notImitated(`components of type ${type}`);
  const id = takeId(reading);
  const items = row.forms("components", { min: 1, max: 5, required: true }) ?? [];
  const components = items.map((item) => readItem(item, reading));
  if (items.length > 1 && items.some((item) => item.raw("type") !== COMPONENT.BUTTON)) {
    row.fault(
      "components",
      "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
      "The specified component exceeds the maximum width",
    );
  }
  return { type: COMPONENT.ROW, id, components };
}

function readItem(item: Form, reading: Reading): object {
  const type = item.integer("type", { required: true });
  if (type === COMPONENT.BUTTON) return readButton(item, reading);
  if (type === COMPONENT.STRING_SELECT) return readSelect(item, reading, type);
  if (typeof type === "number" && type >= COMPONENT.USER_SELECT && type <= COMPONENT.CHANNEL_SELECT) {
    return readSelect(item, reading, type);
  }
  if (typeof type === "number")
    item.fault("type", "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).');
  return {};
}

function readButton(button: Form, reading: Reading): object {
  const style = button.choice("style", BUTTON_STYLES, { required: true }) ?? 0;
  if (style === PREMIUM_STYLE) throw notImitated("premium buttons");
  const isLink = style === LINK_STYLE;
  const customId = isLink ? undefined : readCustomId(button, reading);
  const url = isLink ? button.string("url", { min: 1, max: 512, required: true }) : undefined;
  const label = button.string("label", { max: 80 });
  const emoji = button.raw("emoji");
  if ((button.raw("label") ?? "") === "" && (emoji ?? null) === null) {
    button.fault("", "BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL", "A button must have a label or an emoji");
  }
  if (isLink && button.has("custom_id")) {
    button.fault(
      "custom_id",
      "BUTTON_COMPONENT_CUSTOM_ID_AND_URL",
      "A custom id and url cannot both be specified",
    );
  }
  return {
    type: COMPONENT.BUTTON,
    id: takeId(reading),
    ...(customId === undefined ? {} : { custom_id: customId }),
    ...((url ?? null) === null ? {} : { url }),
    style,
    ...((label ?? null) === null ? {} : { label }),
    ...((emoji ?? null) === null ? {} : { emoji }),
    ...(button.boolean("disabled") === true ? { disabled: true } : {}),
  };
}

function readSelect(select: Form, reading: Reading, type: number): object {
  const customId = readCustomId(select, reading);
  const placeholder = select.string("placeholder", { max: 150 });
  const needsOptions = type === COMPONENT.STRING_SELECT;
  const options = select.forms("options", { min: needsOptions ? 1 : 0, max: 25, required: needsOptions });
  return {
    type,
    id: takeId(reading),
    custom_id: customId,
    ...((placeholder ?? null) === null ? {} : { placeholder }),
    min_values: select.integer("min_values", { min: 0, max: 25 }) ?? 1,
    max_values: select.integer("max_values", { min: 1, max: 25 }) ?? 1,
    disabled: select.boolean("disabled") ?? false,
    ...(needsOptions ? { options: options?.map(readSelectOption) ?? [] } : {}),
  };
}

function readSelectOption(option: Form): object {
  const description = option.string("description", { max: 100 });
  return {
    label: option.string("label", { min: 1, max: 100, required: true }),
    value: option.string("value", { min: 1, max: 100, required: true }),
    ...((description ?? null) === null ? {} : { description }),
    ...(option.boolean("default") === true ? { default: true } : {}),
  };
}

function readCustomId(component: Form, reading: Reading): string | undefined {
  const customId = component.string("custom_id", { min: 1, max: 100, required: true });
  if (customId === undefined || customId === null) return undefined;
  if (reading.customIds.has(customId)) {
    component.fault(
      "custom_id",
      "COMPONENT_CUSTOM_ID_DUPLICATED",
      "Component custom id cannot be duplicated",
    );
  }
  reading.customIds.add(customId);
  return customId;
}

function takeId(reading: Reading): number {
  const id = reading.nextId;
  reading.nextId += 1;
  return id;
}

/** A component of a message by its custom id, and how a press names it. */
export interface FoundComponent {
  readonly type: number;
  readonly id: number;
  readonly custom_id: string;
  readonly disabled?: boolean;
}

export function findComponent(components: readonly object[], customId: string): FoundComponent | undefined {
  const rows = components as readonly { readonly components: readonly FoundComponent[] }[];
  return rows.flatMap((row) => row.components).find((component) => component.custom_id === customId);
}
