import type { FileToSend, ShownFile } from "./control.ts";
import { element } from "./element.ts";

/** Files of a message, by name and size. */
export function drawFiles(files: readonly ShownFile[]): HTMLElement | false {
  if (files.length === 0) return false;
  return element(
    "ul",
    { class: "files" },
    ...files.map(({ name, bytes }) =>
      element("li", {}, element("strong", {}, name ?? "file"), element("small", {}, sizeOf(bytes))),
    ),
  );
}

function sizeOf(bytes: number): string {
  const kilo = bytes / 1024;
  return kilo >= 1024 ? `${(kilo / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(kilo))} KB`;
}

/** Has files picked and hands them over with their content. */
export function onFilesPicked(input: HTMLInputElement, send: (files: readonly FileToSend[]) => void): void {
  input.addEventListener("change", () => {
    void take(input, send);
  });
}

async function take(input: HTMLInputElement, send: (files: readonly FileToSend[]) => void): Promise<void> {
  const files = await readFiles(input);
  input.value = "";
  if (files.length > 0) send(files);
}

/** The files that were picked, with their content. */
export function readFiles(input: HTMLInputElement): Promise<readonly FileToSend[]> {
  return Promise.all(Array.from(input.files ?? [], read));
}

async function read(file: File): Promise<FileToSend> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { name: file.name, contentType: file.type || "application/octet-stream", base64: btoa(binary) };
}
