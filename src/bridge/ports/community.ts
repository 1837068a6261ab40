import type { Case, PostedCase } from "../../domain/case.ts";
import type { ReportFile } from "../../domain/content.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Button } from "../effect.ts";
import type { FileStream } from "./files.ts";

/** What a post says that everybody on the server reads. What members wrote in it is text and nothing else. */
export interface PostContent {
  /** The name of a forum's post; not shown in a text channel. At most 100 characters are. */
  readonly title: string;
  /** The sentence that stands first, and that notifications show. */
  readonly text: string;
  /** What is worth knowing besides, line by line. */
  readonly details: readonly string[];
  readonly tone: "open" | "done" | "over";
  /** The names of a forum's tags; what the forum does not have is left out. */
  readonly tags: readonly string[];
  readonly buttons: readonly Button[];
}

export interface CommunityPost {
  /** A text channel or a forum. */
  readonly channelId: string;
  /** The same for every try of the same post; others never share it. At most 64 characters. */
  readonly key: string;
  readonly content: PostContent;
  /** Where it stands already; null when it is to be written. */
  readonly earlier: Pick<PostedCase, "channelId" | "postId" | "threadId"> | null;
  /** True when an earlier try may have gone through: look before writing. */
  readonly inDoubt: boolean;
  /** When it was decided: an earlier try cannot be older than this. */
  readonly decidedAt: EpochMs;
}

/** What the bridge needs of the place where everybody is. Everything rejects with a Failure. */
export interface CommunitySide {
  /**
   * Writes a post, or brings it up to date; gives where it stands. One that somebody deleted is written anew. Nobody is
   * pinged, whatever it says. Repeating it changes nothing.
   */
  publish(post: CommunityPost, signal: AbortSignal): Promise<Omit<PostedCase, "version">>;
  /** Opens a file of a report. "file.unreachable" or "file.refused" when it cannot be had. */
  openFile(file: ReportFile, signal: AbortSignal): Promise<FileStream>;
}

/** What somebody thinks of an idea. */
export type Vote = "up" | "down";

/** How many are for something, and how many against it. */
export interface Votes {
  readonly up: number;
  readonly down: number;
}

/** Where what moderators announce is taken. Rejects with a Failure. */
export interface Announcer {
  /** The same key announces once, however often it is asked. */
  announce(text: string, key: string): Promise<void>;
}

/** The post of a case, as the cases of its kind are shown. */
export type PostOf = (found: Case, votes?: Votes) => (PostContent & Pick<CommunityPost, "channelId">) | null;
