/**
 * Every sentence a member or an agent reads, in English. The other locales follow these keys and
 * placeholders. The syntax is in message.ts: `{name}` and `{count, plural, one {…} other {…}}`.
 *
 * The tone: warm, short, honest. Nobody is promised what flexcord does not know.
 */
export const en = {
  greeting:
    "Hi! I'm the assistant of this server's help desk. Write me what you need, and I'll look for it in our help articles. If you'd rather talk to a person, press the button below or just say so, at any time.",
  "button.human": "Talk to a human",
  "button.thread": "Open a private thread",

  "helpme.opened": "I've sent you a direct message. Let's talk there:",
  "helpme.continues": "We're already talking. Your conversation goes on here:",
  "helpme.dms-closed":
    "I couldn't send you a direct message, because your privacy settings don't let me. To change that, right-click this server's icon (on a phone: touch and hold it), choose **Privacy Settings** and turn on **Direct Messages**. If you have blocked me, unblock me. Then use the command again.",
  "helpme.thread-opened": "I've opened a private thread for you. Let's talk there:",
  "helpme.offer-thread":
    "Or talk to me in a private thread of this server: besides you only the team can read it. Press the button below.",
  "place.goes-on": "Here I am again: our conversation goes on here.",

  "assistant.nothing":
    "I looked, but I found nothing in our help articles that answers this. You could put it in other words, or press the button to talk to a human.",
  "assistant.no-words":
    "I can only read text. Tell me in words what you need, or press the button to talk to a human: they will see what you sent.",
  "assistant.intro": "This may help. From “{title}”:",
  "assistant.intro-links-only": "I found this in our help articles:",
  "assistant.read-more": "{count, plural, one {Read more:} other {Read more in one of these:}}",
  "assistant.outro": "Not what you were looking for? Ask me in other words, or say “talk to a human”.",

  "handoff.transferring":
    "I'm transferring you to a human now. Your case number is **{case}**. What you have written so far goes along, so you don't have to repeat it.",
  "handoff.already-waiting":
    "You are already waiting for a human. Whatever you write here in the meantime will reach them.",
  "handoff.with-agent": "You are already talking to a human: just write here.",
  "handoff.delayed":
    "Sorry, the transfer is taking longer than it should. I'm still on it, and nothing you wrote is lost.",
  "handoff.failed":
    "I'm sorry, I couldn't get you through to a human. Your case **{case}** stays open. Until then I'm here: ask me anything, or ask for a human once more.",
  "handoff.no-agent":
    "I'm sorry, nobody was available to take over, so I've stopped waiting. Your case stays open. Write to me again whenever you like, or ask for a human once more.",
  "queue.position": "{position, plural, =1 {You are next in line.} other {You are number # in line.}}",
  "queue.unknown": "You are in line. I can't see how many are waiting before you.",
  "agent.joined": "**{agent}** has joined. You are now talking to a human.",
  "agent.joined-unnamed": "Somebody from the team has joined. You are now talking to a human.",
  "conversation.ended": "This conversation has ended. If you need anything else, just write here again.",

  "case.resolved": "Your case **{case}** is solved. If it is not, ask for a human here, and it goes on.",
  "case.closed": "Your case **{case}** has been closed.",
  "case.reopened": "Your case **{case}** has been opened again.",
  "case.duplicate": "Your case **{case}** goes on as case **{other}**, which is about the same.",

  "cases.head": "Your cases, the newest first:",
  "cases.none": "You have no case yet. One begins when you ask for a human.",
  "cases.open": "open, nobody has answered yet",
  "cases.waiting-for-us": "we are working on it",
  "cases.waiting-for-member": "waiting for your answer",
  "cases.resolved": "solved",
  "cases.closed": "closed",

  "gap.caught-up":
    "I was cut off from Discord for a while. I have what you wrote meanwhile; if a button or command did nothing, please use it once more.",
  "gap.unread":
    "I was cut off from Discord for a while and can't tell what you wrote meanwhile. Please send it again.",
  "delay.began": "What you write takes longer than usual to reach us at the moment. Nothing of it is lost.",
  "delay.over": "The delay is over: everything you wrote has reached us.",
  "delay.read-late": "Sorry, what is above reached you late. Everything is here now.",

  "file.kind-refused":
    "I could not pass on **{file}**: files of this kind cannot be shown to the team. These can: {kinds}.",
  "file.too-large": "I could not pass on **{file}**: it is larger than {limit}.",
  "file.lost": "I could not pass on **{file}**. Please send it once more.",
  "file.link":
    "**{file}** ({size}) is too large to be sent here. For {hours, plural, one {# hour} other {# hours}} you can download it:",

  "failed.try-again": "Sorry, something went wrong on our side. Please try again in a moment.",
  "gate.too-young":
    "Your Discord account is too new for this help desk. You can use it from {time} on ({relative}).",
  "gate.too-fast":
    "You're writing faster than I can pass on. Nothing is lost: everything follows in its order, a little later.",
  "gate.blocked": "You can't use this help desk at the moment. The reason given: {reason}",
  "gate.blocked-until": "You can't use this help desk until {time}. The reason given: {reason}",
  "gate.raid":
    "A lot of new people are asking for help right now, so I can only open a few conversations at a time. Please try again {relative}, or write to me yourself: click my name and send me a message.",
  "gate.busy":
    "I've opened as many direct messages as I may for the moment. Please try again {relative}, or write to me yourself: click my name and send me a message.",

  "agent.summary": "{name} asked for a human. Case {case}. The conversation so far is above.",
  "agent.pressed": "(pressed the button “{label}”)",
  "agent.handed-over": "(the assistant leaves this to a human)",
  "agent.member-edited": "{name} changed a message. Before:\n{before}\nNow:\n{after}",
  "agent.member-deleted": "{name} deleted a message. It said:\n{before}",
  "agent.file-taken-off": "{name} took a file off a message: {file}",
  "agent.reacted": "{name} reacted with {emoji} to:\n{text}",
  "agent.unreacted": "{name} took back the reaction {emoji} to:\n{text}",
  "agent.text-gone": "(no longer kept)",
  "agent.sticker": "[sticker: {name}]",
  "agent.forwarded": "[forwarded message]",
  "agent.poll": "[poll: {question}]",
  "agent.voice": "[voice message, {seconds, plural, one {# second} other {# seconds}}: {link}]",
  "agent.file-refused":
    "{name} sent a file that could not be passed on: {file} ({size}). They have been told.",
  "agent.gap-caught-up":
    "The connection to Discord was lost for a while. The messages above were fetched afterwards; older ones that were changed or deleted meanwhile may look as before.",
  "agent.gap-unread":
    "The connection to Discord was lost for a while. What the member wrote meanwhile could not be fetched: something may be missing here.",
  "agent.not-delivered-dms-closed":
    "Not delivered: the member's direct messages are closed, so they can't read you here at the moment.",
  "agent.not-delivered": "Not delivered: Discord did not take this message, so the member has not read it.",
  "agent.too-fast":
    "{name} writes faster than is passed on. Nothing is lost: it follows here in its order, a little later.",
  "agent.blocked": "{name} is blocked: what they write does not arrive here.",
  "agent.delay-began":
    "Delivery to the member is delayed at the moment. Nothing is lost: it goes on by itself.",
  "agent.delay-over": "Delivery to the member has caught up: they have everything.",
  "agent.came-late": "What the member wrote above was delivered late. Everything is here now.",
  "agent.delivered-late": "The member can be reached again: what was not delivered is on its way to them.",
  "agent.delivered-in-thread":
    "The member reads you in a private thread now: what was not delivered is on its way to them.",

  "button.reopen": "Reopen",
  "button.transcript": "Transcript",
  "button.comment": "Add a comment",
  "button.leave-message": "Leave a message",
  "button.keep-asking": "Keep asking the assistant",
  "card.assistant":
    "You're talking to the assistant. It answers from our help articles, and you can ask for a human at any time.",
  "card.case": "Case **{case}**",
  "card.with": "With you now: {agents}",
  "card.on-hold":
    "Your conversation is on hold: the team will come back to you here. Whatever you write reaches them.",
  "handoff.passed-on": "You are being passed on to a colleague, who can read everything so far.",
  "queue.estimate": "Usually about {minutes, plural, one {# minute} other {# minutes}} from here.",
  "queue.long":
    "That usually takes more than an hour. You can leave this open and come back: nothing is lost.",
  "agent.back": "**{agent}** goes on with you here.",
  "agent.back-unnamed": "Somebody from the team goes on with you here.",
  "agent.guest": "One more person from the team has joined this conversation.",
  "rating.ask": "How was it? Rate it from 1 to 5.",
  "rating.thanks": "{stars} Thank you for your rating!",
  "form.comment": "Your comment",
  "form.comment-label": "What should we know?",
  "form.leave-message": "Leave a message",
  "form.leave-message-label": "What can we do for you?",
  "reopen.too-late": "It's too late to reopen that conversation. Just write here, and a new one begins.",
  "reopen.already-talking": "We're already talking: just write here.",
  "hours.closed":
    "Nobody from the team is here right now. They are back {time} ({relative}). You can leave them a message, which opens a case, or keep asking me.",
  "hours.closed-unknown":
    "Nobody from the team is here right now, and I don't know when they will be back. You can leave them a message, which opens a case, or keep asking me.",
  "hours.left":
    "Thank you. Your case number is **{case}**. The team gets it when they are back: {time}. Until then I'm here.",
  "hours.left-unknown":
    "Thank you. Your case number is **{case}**. The team gets it when they are back. Until then I'm here.",
  "hours.keep-asking": "All right: ask me anything.",
  "transcript.title": "Conversation of {name}",
  "transcript.case": "Case {case}",
  "transcript.times": "All times are UTC.",
  "transcript.assistant": "Assistant",
  "transcript.agent": "Team",
  "transcript.gone": "(no longer kept)",
  "transcript.here": "Here is what was said, as a file.",
  "agent.about": "About {name}:",
  "agent.about-username": "On Discord: @{username}",
  "agent.about-roles": "Roles: {roles}",
  "agent.about-joined": "On the server since {date}",
  "agent.about-language": "Language: {language}",
  "agent.about-case": "Case: {url}",
  "agent.about-open-cases": "Other open cases: {list}",
  "agent.about-first": "First conversation.",
  "agent.about-earlier": "Earlier conversations (case): {list}",
  "agent.reopened": "{name} reopened case {case}. What was said before is above.",
  "agent.left-message": "(left a message while the team was away)",
  "agent.history": "From the earlier conversation:",
  "alert.token-refused":
    "{side} refuses flexcord's token. Nothing is sent there until it is accepted again; everything waits and nothing is lost.",
  "alert.message-parked":
    "{count, plural, one {A message was} other {# messages were}} given up ({code}). `flexcord parked` says what to do.",
  "alert.message-waiting":
    "{count, plural, one {Something has} other {# things have}} been waiting for {side} for too long.",
  "alert.member-waiting":
    "{count, plural, one {A member has} other {# members have}} been waiting for a human for too long, longest of all in case {case}.",
  "alert.case-unanswered": "Nobody has answered in case {case} within the time promised.",
  "alert.case-unsolved": "Case {case} is not solved within the time promised.",
  "alert.source-failing": "The source “{source}” cannot be read ({code}): its news are not announced.",
  "alert.announcement-late":
    "{count, plural, one {An announcement} other {# announcements}} could not be posted ({code}). `flexcord announce list` shows more.",
  "tracker.untitled": "Case {case}",
  "tracker.footer": "Case {case}, reported on Discord.",
  "tracker.footer-by": "Case {case}, reported on Discord by {name}.",
  "tracker.said-by": "**{name}** wrote:",
  "tracker.resolved": "Case {case} is solved.",
  "tracker.closed": "Case {case} has been closed.",
  "tracker.duplicate": "Case {case} goes on as case {other}, which is about the same.",
  "tracker.reopened": "Case {case} has been opened again.",
  "alert.tracker-late":
    "{count, plural, one {Something that happened to cases} other {# things that happened to cases}} could not be told to the tracker “{tracker}” ({code}). What waits is told as soon as it can be.",
  "alert.gateway-down": "Discord's gateway is not connected: what members write does not arrive.",
  "alert.server-raided":
    "Raid mode is on: many newcomers ask for help at once, and only a few of them are let in at a time.",
  "alert.store-failing":
    "The ledger cannot be written ({code}). Nothing new is accepted from either side until it can.",

  "button.vote-up": "👍 I want this",
  "button.vote-down": "👎 I don't",
  "button.idea-status": "Status",
  "button.take": "Take it",
  "button.report-done": "Acted on it",
  "button.report-dismiss": "Nothing wrong",
  "button.announce-post": "Post it",
  "button.announce-discard": "Discard",
  "moderators.only": "Only moderators can do that.",
  "idea.form": "A new idea",
  "idea.title": "What is the idea, in a sentence?",
  "idea.text": "What is it about?",
  "idea.state": "How does it stand?",
  "idea.open": "open for votes",
  "idea.planned": "planned",
  "idea.in-progress": "in progress",
  "idea.done": "done",
  "idea.declined": "declined",
  "idea.not-offered": "Ideas are not posted here at the moment.",
  "idea.opened": "The idea has case number **{case}**.",
  "idea.voted": "Your vote counts. Press again to take it back.",
  "idea.vote-taken-back": "Your vote is taken back.",
  "idea.over": "Idea **{case}** is not voted on any more.",
  "idea.stands": "Idea **{case}** is {status} now.",
  "idea.news": "Your idea “{title}” (case **{case}**) is {status} now.",
  "idea.done-too": "An idea that you voted for is done: “{title}”",
  "post.idea": "Idea **{case}**: {status}",
  "post.idea-duplicate": "Idea **{case}**: it is the same as **{other}**",
  "post.idea-by": "From {member}",
  "report.form": "Report this message",
  "report.reason": "What is wrong with it?",
  "report.not-offered": "Messages are not reported here at the moment. Use /helpme, and tell us there.",
  "report.thanks":
    "Thank you. Moderators look at the message, and nobody else learns that you reported it. I'll tell you when they have.",
  "report.acted": "Moderators have looked at the message you reported, and acted on it. Thank you!",
  "report.dismissed":
    "Moderators have looked at the message you reported, and let it stand. Thank you for looking out!",
  "report.over": "Report **{case}** is settled already.",
  "report.noted": "Noted in case **{case}**.",
  "post.report": "Report **{case}**: {status}",
  "post.report-open": "new, nobody has taken it",
  "post.report-waiting-for-us": "being looked at",
  "post.report-waiting-for-member": "waiting for who reported it",
  "post.report-resolved": "acted on",
  "post.report-closed": "nothing wrong",
  "post.reported-by": "{count, plural, one {Reported by # person.} other {Reported by # people.}}",
  "post.taken-by": "Taken by {name}.",
  "announce.form": "Announce to everybody",
  "announce.text": "What is to be announced?",
  "announce.not-offered": "Announcements are not made here. Use flexcord announce.",
  "announce.empty": "There is nothing to announce.",
  "announce.preview": "This is how everybody will read it. Post it?",
  "announce.posted": "It is on its way.",
  "announce.discarded": "Discarded. Nothing was posted.",
  "button.me-too": "Me too",
  "button.add-details": "Add details",
  "button.same": "Me too: {case} {title}",
  "button.open-anyway": "None of these, open mine",
  "bug.form": "Report a bug",
  "bug.summary": "What is wrong, in a sentence?",
  "bug.severity": "How bad is it?",
  "bug.severity-low": "Small: it only looks wrong",
  "bug.severity-normal": "Annoying: there is a way around it",
  "bug.severity-high": "Bad: something does not work",
  "bug.severity-urgent": "Very bad: I can't go on at all",
  "bug.area": "What is it about?",
  "bug.steps": "How does it happen?",
  "bug.steps-help": "Step by step: what you did, what you expected, what came instead.",
  "bug.files": "Pictures, videos, logs",
  "bug.details-label": "What else should we know?",
  "bug.not-offered": "Bugs are not taken here at the moment. Use /helpme, and tell us there.",
  "bug.similar": "This may be known already. Is yours one of these?",
  "bug.counted": "Noted: you have case **{case}** too. I'll tell you when it is fixed.",
  "bug.already": "You are counted in case **{case}** already. I'll tell you when it is fixed.",
  "bug.over": "Case **{case}** is over. If it still happens, report it with /bug.",
  "bug.gone": "That report is not there any more.",
  "bug.details-added": "Thank you! That is with case **{case}** now.",
  "bug.no-details": "That was empty, so nothing was added.",
  "bug.fixed": "The bug you reported in case **{case}** is fixed. Thank you for telling us!",
  "bug.fixed-too": "A bug that you have too, case **{case}**, is fixed.",
  "report.opened": "Thank you! Your case number is **{case}**. I'll tell you what becomes of it.",
  "report.posted":
    "Thank you! Your case number is **{case}**, and everybody can see it here: {link} I'll tell you what becomes of it.",
  "post.bug": "Bug **{case}**: {status}",
  "post.bug-duplicate": "Bug **{case}**: it is the same as **{other}**",
  "post.severity": "Severity: {severity}",
  "post.area": "Area: {area}",
  "post.reporters": "{count, plural, one {# more person has it.} other {# more people have it.}}",
  "post.open": "reported",
  "post.waiting-for-us": "being worked on",
  "post.waiting-for-member": "waiting for details",
  "post.resolved": "fixed",
  "post.closed": "closed",
} as const;

export type TextId = keyof typeof en;

/** Every sentence in one language; the compiler names those that a locale lacks. */
export type Sentences = Readonly<Record<TextId, string>>;
