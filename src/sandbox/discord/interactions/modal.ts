/** A form that a person is shown. */
export interface Modal {
  readonly customId: string;
  readonly title: string;
  /** What is read and what is filled in, from top to bottom. */
  readonly parts: readonly (ModalText | ModalField)[];
}

export interface ModalText {
  readonly kind: "display";
  readonly content: string;
}

export type ModalField = TextField | ChoiceField | CheckField | FilesField;

interface Labelled {
  readonly label: string;
  readonly description: string | null;
  readonly customId: string;
  readonly required: boolean;
}

export interface TextField extends Labelled {
  readonly kind: "text";
  readonly paragraph: boolean;
  readonly minLength: number;
  readonly maxLength: number;
  readonly placeholder: string;
  readonly value: string;
}

export interface ChoiceField extends Labelled {
  readonly kind: "select" | "radio" | "checkboxes";
  readonly options: readonly ModalOption[];
  readonly least: number;
  readonly most: number;
}

export interface CheckField extends Labelled {
  readonly kind: "checkbox";
  readonly checked: boolean;
}

export interface FilesField extends Labelled {
  readonly kind: "files";
  readonly least: number;
  readonly most: number;
}

export interface ModalOption {
  readonly label: string;
  readonly value: string;
  readonly isDefault: boolean;
}

export function fieldsOf({ parts }: Modal): readonly ModalField[] {
  return parts.filter((part) => part.kind !== "display");
}
