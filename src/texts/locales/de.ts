import type { Sentences } from "../en.ts";

/** German, informal as communities speak. */
export const de: Sentences = {
  greeting:
    "Hallo! Ich bin der Assistent des Helpdesks auf diesem Server. Schreib mir, was du brauchst, und ich suche in unseren Hilfeartikeln. Wenn du lieber mit einem Menschen sprichst, drück den Knopf unten oder sag es einfach, jederzeit.",
  "button.human": "Mit einem Menschen sprechen",
  "button.thread": "Privaten Thread öffnen",

  "helpme.opened": "Ich habe dir eine Direktnachricht geschickt. Lass uns dort reden:",
  "helpme.continues": "Wir sind schon im Gespräch. Es geht hier weiter:",
  "helpme.dms-closed":
    "Ich konnte dir keine Direktnachricht schicken, deine Privatsphäre-Einstellungen lassen es nicht zu. So änderst du das: Klick mit der rechten Maustaste auf das Symbol dieses Servers (am Telefon: gedrückt halten), wähle **Privatsphäre-Einstellungen** und schalte **Direktnachrichten** ein. Falls du mich blockiert hast, heb das auf. Benutze dann den Befehl noch einmal.",
  "helpme.thread-opened": "Ich habe einen privaten Thread für dich geöffnet. Lass uns dort reden:",
  "helpme.offer-thread":
    "Oder rede mit mir in einem privaten Thread dieses Servers: Außer dir kann ihn nur das Team lesen. Drück unten auf den Knopf.",
  "place.goes-on": "Da bin ich wieder: Unser Gespräch geht hier weiter.",

  "assistant.nothing":
    "Ich habe gesucht, aber in unseren Hilfeartikeln steht dazu nichts. Frag gern mit anderen Worten, oder drück den Knopf, um mit einem Menschen zu sprechen.",
  "assistant.no-words":
    "Ich kann nur Text lesen. Sag mir in Worten, was du brauchst, oder drück den Knopf, um mit einem Menschen zu sprechen: Er wird sehen, was du geschickt hast.",
  "assistant.intro": "Das könnte helfen. Aus „{title}“:",
  "assistant.intro-links-only": "Das habe ich in unseren Hilfeartikeln gefunden:",
  "assistant.read-more": "{count, plural, one {Mehr dazu:} other {Mehr dazu in einem von diesen:}}",
  "assistant.outro":
    "Nicht das Richtige? Frag mich mit anderen Worten, oder sag „mit einem Menschen sprechen“.",

  "handoff.transferring":
    "Ich gebe dich jetzt an einen Menschen weiter. Deine Fallnummer ist **{case}**. Was du bisher geschrieben hast, geht mit, du musst nichts wiederholen.",
  "handoff.already-waiting":
    "Du wartest schon auf einen Menschen. Was du hier inzwischen schreibst, kommt dort an.",
  "handoff.with-agent": "Du sprichst schon mit einem Menschen: Schreib einfach hier.",
  "handoff.delayed":
    "Entschuldige, die Weitergabe dauert länger als sie sollte. Ich bin weiter dran, und nichts von dem, was du geschrieben hast, ist verloren.",
  "handoff.failed":
    "Es tut mir leid, ich konnte dich nicht zu einem Menschen durchstellen. Dein Fall **{case}** bleibt offen. Bis dahin bin ich da: Frag mich, was du willst, oder bitte noch einmal um einen Menschen.",
  "handoff.no-agent":
    "Es tut mir leid, niemand war frei, deshalb warte ich nicht länger. Dein Fall bleibt offen. Schreib mir jederzeit wieder, oder bitte noch einmal um einen Menschen.",
  "queue.position":
    "{position, plural, =1 {Du bist als Nächstes dran.} other {Du bist an Stelle # in der Warteschlange.}}",
  "queue.unknown": "Du bist in der Warteschlange. Wie viele vor dir warten, kann ich nicht sehen.",
  "agent.joined": "**{agent}** ist jetzt da. Du sprichst nun mit einem Menschen.",
  "agent.joined-unnamed": "Jemand aus dem Team ist jetzt da. Du sprichst nun mit einem Menschen.",
  "conversation.ended":
    "Dieses Gespräch ist beendet. Wenn du noch etwas brauchst, schreib einfach wieder hier.",

  "case.resolved":
    "Dein Fall **{case}** ist gelöst. Wenn nicht, bitte hier um einen Menschen, dann geht er weiter.",
  "case.closed": "Dein Fall **{case}** wurde geschlossen.",
  "case.reopened": "Dein Fall **{case}** wurde wieder geöffnet.",
  "case.duplicate": "Dein Fall **{case}** geht als Fall **{other}** weiter, in dem es um dasselbe geht.",

  "cases.head": "Deine Fälle, der neueste zuerst:",
  "cases.none": "Du hast noch keinen Fall. Einer beginnt, wenn du um einen Menschen bittest.",
  "cases.open": "offen, noch ohne Antwort",
  "cases.waiting-for-us": "wir sind dran",
  "cases.waiting-for-member": "wartet auf deine Antwort",
  "cases.resolved": "gelöst",
  "cases.closed": "geschlossen",

  "gap.caught-up":
    "Ich war eine Weile von Discord getrennt. Was du inzwischen geschrieben hast, habe ich; falls ein Knopf oder Befehl nichts bewirkt hat, benutze ihn bitte noch einmal.",
  "gap.unread":
    "Ich war eine Weile von Discord getrennt und weiß nicht, was du inzwischen geschrieben hast. Bitte schick es noch einmal.",
  "delay.began": "Was du schreibst, braucht zurzeit länger als sonst zu uns. Nichts davon geht verloren.",
  "delay.over": "Die Verzögerung ist vorbei: Alles, was du geschrieben hast, ist angekommen.",
  "delay.read-late": "Entschuldige, was oben steht, kam verspätet bei dir an. Jetzt ist alles da.",

  "file.kind-refused":
    "Ich konnte **{file}** nicht weitergeben: Dateien dieser Art können dem Team nicht gezeigt werden. Diese schon: {kinds}.",
  "file.too-large": "Ich konnte **{file}** nicht weitergeben: Die Datei ist größer als {limit}.",
  "file.lost": "Ich konnte **{file}** nicht weitergeben. Bitte schick die Datei noch einmal.",
  "file.link":
    "**{file}** ({size}) ist zu groß, um hier gesendet zu werden. {hours, plural, one {# Stunde} other {# Stunden}} lang kannst du die Datei herunterladen:",

  "failed.try-again": "Entschuldige, bei uns ist etwas schiefgegangen. Versuch es bitte gleich noch einmal.",
  "gate.too-young":
    "Dein Discord-Konto ist für diese Hilfe noch zu neu. Du kannst sie ab {time} benutzen ({relative}).",
  "gate.too-fast":
    "Du schreibst schneller, als ich es weitergeben kann. Nichts geht verloren: Alles folgt der Reihe nach, etwas später.",
  "gate.blocked": "Du kannst diese Hilfe zurzeit nicht benutzen. Als Grund ist angegeben: {reason}",
  "gate.blocked-until": "Du kannst diese Hilfe bis {time} nicht benutzen. Als Grund ist angegeben: {reason}",
  "gate.raid":
    "Gerade bitten sehr viele neue Leute um Hilfe, darum kann ich immer nur wenige Gespräche eröffnen. Versuch es bitte {relative} noch einmal, oder schreib mir selbst: Klick auf meinen Namen und schick mir eine Nachricht.",
  "gate.busy":
    "Ich habe für den Moment so viele Direktnachrichten eröffnet, wie ich darf. Versuch es bitte {relative} noch einmal, oder schreib mir selbst: Klick auf meinen Namen und schick mir eine Nachricht.",

  "agent.summary": "{name} hat um einen Menschen gebeten. Fall {case}. Das bisherige Gespräch steht oben.",
  "agent.pressed": "(hat den Knopf „{label}“ gedrückt)",
  "agent.handed-over": "(der Assistent überlässt das einem Menschen)",
  "agent.member-edited": "{name} hat eine Nachricht geändert. Vorher:\n{before}\nJetzt:\n{after}",
  "agent.member-deleted": "{name} hat eine Nachricht gelöscht. Sie lautete:\n{before}",
  "agent.file-taken-off": "{name} hat eine Datei von einer Nachricht entfernt: {file}",
  "agent.reacted": "{name} hat mit {emoji} reagiert auf:\n{text}",
  "agent.unreacted": "{name} hat die Reaktion {emoji} zurückgenommen auf:\n{text}",
  "agent.text-gone": "(nicht mehr gespeichert)",
  "agent.sticker": "[Sticker: {name}]",
  "agent.forwarded": "[weitergeleitete Nachricht]",
  "agent.poll": "[Umfrage: {question}]",
  "agent.voice": "[Sprachnachricht, {seconds, plural, one {# Sekunde} other {# Sekunden}}: {link}]",
  "agent.file-refused":
    "{name} hat eine Datei geschickt, die nicht weitergegeben werden konnte: {file} ({size}). Das ist mitgeteilt worden.",
  "agent.gap-caught-up":
    "Die Verbindung zu Discord war eine Weile unterbrochen. Die Nachrichten oben wurden danach geholt; ältere, die inzwischen geändert oder gelöscht wurden, können noch aussehen wie zuvor.",
  "agent.gap-unread":
    "Die Verbindung zu Discord war eine Weile unterbrochen. Was das Mitglied inzwischen geschrieben hat, ließ sich nicht holen: Hier kann etwas fehlen.",
  "agent.not-delivered-dms-closed":
    "Nicht zugestellt: Die Direktnachrichten des Mitglieds sind geschlossen, es kann dich hier zurzeit nicht lesen.",
  "agent.not-delivered":
    "Nicht zugestellt: Discord hat diese Nachricht nicht angenommen, das Mitglied hat sie also nicht gelesen.",
  "agent.too-fast":
    "{name} schreibt schneller, als weitergegeben wird. Nichts geht verloren: Es folgt hier der Reihe nach, etwas später.",
  "agent.blocked": "{name} ist gesperrt: Was geschrieben wird, kommt hier nicht an.",
  "agent.delay-began":
    "Die Zustellung an das Mitglied verzögert sich zurzeit. Nichts geht verloren, es geht von selbst weiter.",
  "agent.delay-over": "Die Zustellung an das Mitglied hat aufgeholt: Es hat alles erhalten.",
  "agent.came-late": "Was das Mitglied oben geschrieben hat, wurde verspätet zugestellt. Jetzt ist alles da.",
  "agent.delivered-late": "Das Mitglied ist wieder erreichbar: Was nicht zugestellt wurde, ist unterwegs.",
  "agent.delivered-in-thread":
    "Das Mitglied liest dich jetzt in einem privaten Thread: Was nicht zugestellt wurde, ist unterwegs.",

  "button.reopen": "Wieder öffnen",
  "button.transcript": "Mitschrift",
  "button.comment": "Kommentar hinzufügen",
  "button.leave-message": "Nachricht hinterlassen",
  "button.keep-asking": "Weiter den Assistenten fragen",
  "card.assistant":
    "Du sprichst mit dem Assistenten. Er antwortet aus unseren Hilfeartikeln, und du kannst jederzeit nach einem Menschen fragen.",
  "card.case": "Fall **{case}**",
  "card.with": "Jetzt bei dir: {agents}",
  "card.on-hold":
    "Dein Gespräch ist zurückgestellt: Das Team meldet sich hier wieder bei dir. Was du schreibst, kommt dort an.",
  "handoff.passed-on":
    "Du wirst an eine Kollegin oder einen Kollegen weitergegeben, mit allem, was bisher geschrieben wurde.",
  "queue.estimate": "Von hier dauert es meist etwa {minutes, plural, one {# Minute} other {# Minuten}}.",
  "queue.long":
    "Das dauert meist länger als eine Stunde. Du kannst später wiederkommen: Nichts geht verloren.",
  "agent.back": "**{agent}** macht hier mit dir weiter.",
  "agent.back-unnamed": "Jemand aus dem Team macht hier mit dir weiter.",
  "agent.guest": "Noch jemand aus dem Team ist diesem Gespräch beigetreten.",
  "rating.ask": "Wie war es? Bewerte es von 1 bis 5.",
  "rating.thanks": "{stars} Danke für deine Bewertung!",
  "form.comment": "Dein Kommentar",
  "form.comment-label": "Was sollten wir wissen?",
  "form.leave-message": "Nachricht hinterlassen",
  "form.leave-message-label": "Was können wir für dich tun?",
  "reopen.too-late":
    "Dieses Gespräch lässt sich nicht mehr öffnen. Schreib einfach hier, dann beginnt ein neues.",
  "reopen.already-talking": "Wir sprechen schon miteinander: Schreib einfach hier.",
  "hours.closed":
    "Gerade ist niemand aus dem Team da. Ab {time} ({relative}) sind sie zurück. Du kannst eine Nachricht hinterlassen, daraus wird ein Fall, oder weiter mich fragen.",
  "hours.closed-unknown":
    "Gerade ist niemand aus dem Team da, und ich weiß nicht, wann sie zurück sind. Du kannst eine Nachricht hinterlassen, daraus wird ein Fall, oder weiter mich fragen.",
  "hours.left":
    "Danke. Deine Fallnummer ist **{case}**. Das Team bekommt ihn, sobald es zurück ist: {time}. Bis dahin bin ich da.",
  "hours.left-unknown":
    "Danke. Deine Fallnummer ist **{case}**. Das Team bekommt ihn, sobald es zurück ist. Bis dahin bin ich da.",
  "hours.keep-asking": "Gern: Frag mich, was du möchtest.",
  "transcript.title": "Gespräch von {name}",
  "transcript.case": "Fall {case}",
  "transcript.times": "Alle Zeiten sind UTC.",
  "transcript.assistant": "Assistent",
  "transcript.agent": "Das Team",
  "transcript.gone": "(nicht mehr aufbewahrt)",
  "transcript.here": "Hier ist das Gespräch als Datei.",
  "agent.about": "Über {name}:",
  "agent.about-username": "Auf Discord: @{username}",
  "agent.about-roles": "Rollen: {roles}",
  "agent.about-joined": "Auf dem Server seit {date}",
  "agent.about-language": "Sprache: {language}",
  "agent.about-case": "Fall: {url}",
  "agent.about-open-cases": "Andere offene Fälle: {list}",
  "agent.about-first": "Erstes Gespräch.",
  "agent.about-earlier": "Frühere Gespräche (Fall): {list}",
  "agent.reopened": "{name} hat Fall {case} wieder geöffnet. Das frühere Gespräch steht oben.",
  "agent.left-message": "(hat eine Nachricht hinterlassen, als das Team nicht da war)",
  "agent.history": "Aus dem früheren Gespräch:",
  "alert.token-refused":
    "{side} lehnt das Token von flexcord ab. Dorthin geht nichts, bis es wieder gilt; alles wartet, nichts geht verloren.",
  "alert.message-parked":
    "{count, plural, one {Eine Nachricht wurde} other {# Nachrichten wurden}} aufgegeben ({code}). `flexcord parked` sagt, was zu tun ist.",
  "alert.message-waiting":
    "{count, plural, one {Etwas wartet} other {# Dinge warten}} schon zu lange auf {side}.",
  "alert.member-waiting":
    "{count, plural, one {Ein Mitglied wartet} other {# Mitglieder warten}} schon zu lange auf einen Menschen, am längsten in Fall {case}.",
  "alert.case-unanswered": "In Fall {case} hat niemand in der zugesagten Zeit geantwortet.",
  "alert.case-unsolved": "Fall {case} ist nicht in der zugesagten Zeit gelöst.",
  "alert.source-failing":
    "Die Quelle „{source}“ lässt sich nicht lesen ({code}): Ihre Neuigkeiten werden nicht angekündigt.",
  "alert.announcement-late":
    "{count, plural, one {Eine Ankündigung konnte} other {# Ankündigungen konnten}} nicht veröffentlicht werden ({code}). `flexcord announce list` zeigt mehr.",
  "tracker.untitled": "Fall {case}",
  "tracker.footer": "Fall {case}, auf Discord gemeldet.",
  "tracker.footer-by": "Fall {case}, auf Discord gemeldet von {name}.",
  "tracker.said-by": "**{name}** schrieb:",
  "tracker.resolved": "Fall {case} ist gelöst.",
  "tracker.closed": "Fall {case} wurde geschlossen.",
  "tracker.duplicate": "Fall {case} geht als Fall {other} weiter, in dem es um dasselbe geht.",
  "tracker.reopened": "Fall {case} wurde wieder geöffnet.",
  "alert.tracker-late":
    "{count, plural, one {Eine Änderung an Fällen konnte} other {# Änderungen an Fällen konnten}} dem Tracker „{tracker}“ nicht mitgeteilt werden ({code}). Was wartet, wird mitgeteilt, sobald es geht.",
  "alert.gateway-down":
    "Das Gateway von Discord ist nicht verbunden: Was Mitglieder schreiben, kommt nicht an.",
  "alert.server-raided":
    "Der Raid-Modus ist an: Viele Neue bitten auf einmal um Hilfe, und nur wenige von ihnen werden zugleich eingelassen.",
  "alert.store-failing":
    "Das Journal lässt sich nicht beschreiben ({code}). Bis dahin wird von keiner Seite etwas angenommen.",

  "button.vote-up": "👍 Will ich",
  "button.vote-down": "👎 Eher nicht",
  "button.idea-status": "Status ändern",
  "button.take": "Übernehmen",
  "button.report-done": "Erledigt",
  "button.report-dismiss": "Nichts dran",
  "button.announce-post": "Posten",
  "button.announce-discard": "Verwerfen",
  "moderators.only": "Das können nur Moderatoren.",
  "idea.form": "Eine neue Idee",
  "idea.title": "Was ist die Idee, in einem Satz?",
  "idea.text": "Worum geht es?",
  "idea.state": "Wie steht es um sie?",
  "idea.open": "offen für Stimmen",
  "idea.planned": "geplant",
  "idea.in-progress": "in Arbeit",
  "idea.done": "umgesetzt",
  "idea.declined": "abgelehnt",
  "idea.not-offered": "Ideen werden hier gerade nicht gepostet.",
  "idea.opened": "Die Idee hat die Fallnummer **{case}**.",
  "idea.voted": "Deine Stimme zählt. Drück noch einmal, um sie zurückzunehmen.",
  "idea.vote-taken-back": "Deine Stimme ist zurückgenommen.",
  "idea.over": "Über Idee **{case}** wird nicht mehr abgestimmt.",
  "idea.stands": "Idee **{case}** ist jetzt: {status}.",
  "idea.news": "Deine Idee „{title}“ (Fall **{case}**) ist jetzt: {status}.",
  "idea.done-too": "Eine Idee, für die du gestimmt hast, ist umgesetzt: „{title}“",
  "post.idea": "Idee **{case}**: {status}",
  "post.idea-duplicate": "Idee **{case}**: dasselbe wie **{other}**",
  "post.idea-by": "Von {member}",
  "report.form": "Diese Nachricht melden",
  "report.reason": "Was stimmt damit nicht?",
  "report.not-offered": "Nachrichten werden hier gerade nicht gemeldet. Nimm /hilfe und sag es uns dort.",
  "report.thanks":
    "Danke. Moderatoren sehen sich die Nachricht an, und niemand sonst erfährt, dass du sie gemeldet hast. Ich sage dir Bescheid, wenn es so weit ist.",
  "report.acted":
    "Moderatoren haben sich die Nachricht angesehen, die du gemeldet hast, und etwas getan. Danke!",
  "report.dismissed":
    "Moderatoren haben sich die Nachricht angesehen, die du gemeldet hast, und lassen sie stehen. Danke, dass du aufpasst!",
  "report.over": "Meldung **{case}** ist schon erledigt.",
  "report.noted": "In Fall **{case}** vermerkt.",
  "post.report": "Meldung **{case}**: {status}",
  "post.report-open": "neu, noch bei niemandem",
  "post.report-waiting-for-us": "wird angesehen",
  "post.report-waiting-for-member": "wartet auf die meldende Person",
  "post.report-resolved": "erledigt",
  "post.report-closed": "nichts dran",
  "post.reported-by": "{count, plural, one {Von # Person gemeldet.} other {Von # Personen gemeldet.}}",
  "post.taken-by": "Übernommen von {name}.",
  "announce.form": "Allen etwas ankündigen",
  "announce.text": "Was soll angekündigt werden?",
  "announce.not-offered": "Hier wird nichts angekündigt. Nimm flexcord announce.",
  "announce.empty": "Es gibt nichts anzukündigen.",
  "announce.preview": "So werden es alle lesen. Posten?",
  "announce.posted": "Es ist unterwegs.",
  "announce.discarded": "Verworfen. Nichts wurde gepostet.",
  "button.me-too": "Ich auch",
  "button.add-details": "Mehr dazu",
  "button.same": "Ich auch: {case} {title}",
  "button.open-anyway": "Keiner davon, meinen melden",
  "bug.form": "Fehler melden",
  "bug.summary": "Was geht schief, in einem Satz?",
  "bug.severity": "Wie schlimm ist es?",
  "bug.severity-low": "Klein: es sieht nur falsch aus",
  "bug.severity-normal": "Lästig: man kommt daran vorbei",
  "bug.severity-high": "Schlimm: etwas geht nicht",
  "bug.severity-urgent": "Sehr schlimm: ich komme gar nicht weiter",
  "bug.area": "Worum geht es?",
  "bug.steps": "Wie kommt es dazu?",
  "bug.steps-help": "Schritt für Schritt: was du getan hast, was du erwartet hast, was stattdessen kam.",
  "bug.files": "Bilder, Videos, Protokolle",
  "bug.details-label": "Was sollten wir noch wissen?",
  "bug.not-offered": "Fehler werden hier gerade nicht angenommen. Nimm /hilfe und erzähle uns dort davon.",
  "bug.similar": "Das ist vielleicht schon bekannt. Ist deiner einer von diesen?",
  "bug.counted": "Notiert: Fall **{case}** betrifft dich auch. Ich sage dir, wenn er behoben ist.",
  "bug.already": "Bei Fall **{case}** zählst du schon mit. Ich sage dir, wenn er behoben ist.",
  "bug.over": "Fall **{case}** ist abgeschlossen. Wenn es noch auftritt, melde es mit /fehler.",
  "bug.gone": "Diese Meldung gibt es nicht mehr.",
  "bug.details-added": "Danke! Das steht jetzt bei Fall **{case}**.",
  "bug.no-details": "Das war leer, also kam nichts dazu.",
  "bug.fixed": "Der Fehler, den du in Fall **{case}** gemeldet hast, ist behoben. Danke für den Hinweis!",
  "bug.fixed-too": "Ein Fehler, der dich auch betraf, Fall **{case}**, ist behoben.",
  "report.opened": "Danke! Deine Fallnummer ist **{case}**. Ich sage dir, was daraus wird.",
  "report.posted":
    "Danke! Deine Fallnummer ist **{case}**, und alle können den Fall hier sehen: {link} Ich sage dir, was daraus wird.",
  "post.bug": "Fehler **{case}**: {status}",
  "post.bug-duplicate": "Fehler **{case}**: derselbe wie **{other}**",
  "post.severity": "Schwere: {severity}",
  "post.area": "Bereich: {area}",
  "post.reporters":
    "{count, plural, one {# weitere Person ist betroffen.} other {# weitere Personen sind betroffen.}}",
  "post.open": "gemeldet",
  "post.waiting-for-us": "in Arbeit",
  "post.waiting-for-member": "wartet auf Einzelheiten",
  "post.resolved": "behoben",
  "post.closed": "geschlossen",
};
