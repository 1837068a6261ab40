/** Kinds of files, told by what they begin with: a name and a type may claim anything. */
export interface FileKind {
  readonly name: string;
  readonly types: readonly string[];
  readonly extensions: readonly string[];
  /** Whether a file may begin so; given its first 16 bytes, or all it has. */
  begins(first: Uint8Array): boolean;
}

const latin1 = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString("latin1");
const withText =
  (at: number, ...texts: readonly string[]) =>
  (first: Uint8Array) =>
    texts.some((text) => latin1(first, at, at + text.length) === text);

export const fileKinds = {
  jpg: {
    name: "JPG",
    types: ["image/jpeg"],
    extensions: ["jpg", "jpeg"],
    begins: withText(0, "\xFF\xD8\xFF"),
  },
  png: { name: "PNG", types: ["image/png"], extensions: ["png"], begins: withText(0, "\x89PNG\r\n\x1A\n") },
  gif: { name: "GIF", types: ["image/gif"], extensions: ["gif"], begins: withText(0, "GIF8") },
  heic: {
    name: "HEIC",
    types: ["image/heic", "image/heif"],
    extensions: ["heic"],
    begins: withText(4, "ftyp"),
  },
  pdf: { name: "PDF", types: ["application/pdf"], extensions: ["pdf"], begins: withText(0, "%PDF") },
  mp4: { name: "MP4", types: ["video/mp4"], extensions: ["mp4"], begins: withText(4, "ftyp") },
  mp3: {
    name: "MP3",
    types: ["audio/mpeg", "audio/mp3"],
    extensions: ["mp3"],
    // With tags in front, or a frame at once.
    begins: (first) => withText(0, "ID3")(first) || (first[0] === 0xff && ((first[1] ?? 0) & 0xe0) === 0xe0),
  },
  amr: { name: "AMR", types: ["audio/amr"], extensions: ["amr"], begins: withText(0, "#!AMR") },
  txt: {
    name: "TXT",
    types: ["text/plain"],
    extensions: ["txt"],
    begins: (first) => !first.includes(0),
  },
} as const satisfies Readonly<Record<string, FileKind>>;

/** What a file claims to be; by its type, or by its name when it has none. Null when nobody knows such a kind. */
export function kindOf(
  { contentType, name }: { readonly contentType: string | null; readonly name: string },
  kinds: readonly FileKind[],
): FileKind | null {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? null;
  const extension = /\.(?<extension>[^.]+)$/u.exec(name)?.groups?.["extension"]?.toLowerCase();
  const byType = (kind: FileKind) => type !== null && kind.types.includes(type);
  const byName = (kind: FileKind) => extension !== undefined && kind.extensions.includes(extension);
  return kinds.find(type === null ? byName : byType) ?? null;
}

/** A size as a person says it. */
export function sizeText(bytes: number): string {
  const mega = bytes / 1024 / 1024;
  if (mega >= 1) return `${Math.round(mega * 10) / 10} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
