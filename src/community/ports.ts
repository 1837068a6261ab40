import type { EpochMs, PostId } from "../domain/ids.ts";

// ------------------------------------------------------------------------------------------------ the sources

/** Where official news come from. */
export type Source =
  | {
      readonly kind: "feed";
      /** Of the document: http or https. */
      readonly url: string;
      /** Whether its own host, and no other, may lie at a private address. */
      readonly private: boolean;
    }
  | {
      readonly kind: "x";
      /** The account's name, without "@". */
      readonly account: string;
    };

/** One piece of news. Everything in it was written by somebody else; all of it is plain text. */
export interface NewsItem {
  /** What the source calls it; null when it gives it no id. */
  readonly id: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly author: string | null;
  /** An http or https address. */
  readonly link: string | null;
  readonly publishedAt: EpochMs | null;
}

/** What makes the next visit cheap; means something to the reader alone. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The newest item's id, where a source is asked for what came after it. */
  readonly newestId: string | null;
}

export type Reading =
  | { readonly state: "unchanged" }
  | { readonly state: "read"; readonly items: readonly NewsItem[]; readonly validators: Validators };

/** Reads sources. Fulfilled by `feeds`. */
export interface SourceReader {
  /** Rejects with a Failure: "feed.refused", "feed.invalid", "feed.unavailable", "feed.auth" or "feed.rate-limited". */
  read(source: Source, validators: Validators | null, signal: AbortSignal): Promise<Reading>;
}

// ------------------------------------------------------------------------------------------------ the channel

/** A message that is written once for everybody. */
export interface ChannelPost {
  readonly channelId: string;
  /** The same for every try. */
  readonly key: string;
  /** At most 2,000 code points. */
  readonly text: string;
  /** The one role that is pinged. */
  readonly roleId: string | null;
  /** True when an earlier try may have gone through. */
  readonly inDoubt: boolean;
  readonly decidedAt: EpochMs;
}

/** Where announcements are posted. Fulfilled by `discord`. */
export interface AnnouncementChannel {
  post(post: ChannelPost, signal: AbortSignal): Promise<PostId>;
  /** Hands a post to the channel's followers, at most once; "impossible" where a channel has none. */
  publish(channelId: string, postId: PostId, signal: AbortSignal): Promise<"published" | "impossible">;
}

// ------------------------------------------------------------------------------------------------ what is kept

export type AnnouncementState = "waiting" | "posted" | "cancelled" | "failed";
/** What becomes of handing it to followers; "none" when that is not wanted or not possible. */
export type CrosspostState = "none" | "waiting" | "done" | "failed";

/** What is to be announced. */
export interface Draft {
  /** The source's key in the config; null when it was written by hand. */
  readonly source: string | null;
  readonly text: string;
  /** Key of the role that is pinged. */
  readonly role: string | null;
  readonly crosspost: boolean;
  readonly dueAt: EpochMs;
  /** Of what is announced once however often it is asked for; one of its own when left out. */
  readonly key?: string;
}

export interface Announcement extends Omit<Draft, "crosspost"> {
  readonly id: number;
  /** Tells it from all others, also of other databases; names it towards the channel. */
  readonly key: string;
  readonly madeAt: EpochMs;
  readonly state: AnnouncementState;
  readonly crosspostState: CrosspostState;
  /** Of what is done now: posting, then publishing. */
  readonly attempts: number;
  /** When the next try is due. */
  readonly tryAt: EpochMs;
  /** True while a try of posting may have gone through unnoticed. */
  readonly inDoubt: boolean;
  readonly postId: PostId | null;
  readonly publishedAt: EpochMs | null;
  /** The code of what the last failed try ended in. */
  readonly failure: string | null;
}

/** What is remembered of a source between visits. */
export interface SourceMemory {
  /** Of where it is, which may hold a secret; a source that moves is met anew. */
  readonly digest: string;
  /** When it was first read; null when it never was. */
  readonly metAt: EpochMs | null;
  readonly validators: Validators | null;
  readonly visitAt: EpochMs;
  /** Failed visits in a row, and since when; null while visits succeed. */
  readonly failures: number;
  readonly failingSince: EpochMs | null;
  readonly failure: string | null;
}

/** Remembers announcements and sources across restarts. Everything rejects with a Failure when the store fails. */
export interface AnnouncementStore {
  source(key: string): Promise<SourceMemory | null>;
  /** Which of these marks of a source are known. */
  knownMarks(key: string, marks: readonly string[]): Promise<ReadonlySet<string>>;
  /** Everything that follows from a visit, in one transaction. */
  recordVisit(
    key: string,
    visit: {
      readonly memory: SourceMemory;
      /** Of all items that were there; those of old ones live on. */
      readonly marks: readonly string[];
      readonly drafts: readonly Draft[];
    },
  ): Promise<void>;
  add(draft: Draft): Promise<Announcement>;
  /** What is to be posted or published next; null when nothing waits. */
  next(): Promise<Announcement | null>;
  save(announcement: Announcement): Promise<void>;
  /** Gives one up that waits to be posted and was never tried; null when there is none such. */
  cancel(id: number): Promise<Announcement | null>;
  /** The newest, newest first. */
  list(limit: number): Promise<readonly Announcement[]>;
  /** When messages were published since a time, oldest first. */
  publishedSince(since: EpochMs): Promise<readonly EpochMs[]>;
}

// ------------------------------------------------------------------------------------------------ by hand

/** What staff can do with announcements, wherever the process is that may. */
export interface AnnouncementDesk {
  announce(draft: Omit<Draft, "source">): Promise<Announcement>;
  announcements(): Promise<readonly Announcement[]>;
  /** Null when it does not wait any more. */
  cancelAnnouncement(id: number): Promise<Announcement | null>;
}
