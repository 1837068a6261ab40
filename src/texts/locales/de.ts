import type { Sentences } from "../en.ts";

/** German, informal as communities speak. */
export const de: Sentences = {
  greeting:
    "Hallo! Ich bin der Assistent des Helpdesks auf diesem Server. Schreib mir, was du brauchst, und ich suche in unseren Hilfeartikeln. Wenn du lieber mit einem Menschen sprichst, drück den Knopf unten oder sag es einfach, jederzeit.",
  "button.human": "Mit einem Menschen sprechen",

  "helpme.opened": "Ich habe dir eine Direktnachricht geschickt. Lass uns dort reden:",
  "helpme.continues": "Wir sind schon im Gespräch. Es geht hier weiter:",
  "helpme.dms-closed":
    "Ich konnte dir keine Direktnachricht schicken, deine Privatsphäre-Einstellungen lassen es nicht zu. So änderst du das: Klick mit der rechten Maustaste auf das Symbol dieses Servers (am Telefon: gedrückt halten), wähle **Privatsphäre-Einstellungen** und schalte **Direktnachrichten** ein. Falls du mich blockiert hast, heb das auf. Benutze dann den Befehl noch einmal.",

  "assistant.nothing":
    "Ich habe gesucht, aber in unseren Hilfeartikeln steht dazu nichts. Frag gern mit anderen Worten, oder drück den Knopf, um mit einem Menschen zu sprechen.",
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

  "gap.caught-up":
    "Ich war eine Weile von Discord getrennt. Was du inzwischen geschrieben hast, habe ich; falls ein Knopf oder Befehl nichts bewirkt hat, benutze ihn bitte noch einmal.",
  "gap.unread":
    "Ich war eine Weile von Discord getrennt und weiß nicht, was du inzwischen geschrieben hast. Bitte schick es noch einmal.",

  "failed.try-again": "Entschuldige, bei uns ist etwas schiefgegangen. Versuch es bitte gleich noch einmal.",

  "agent.summary": "{name} hat um einen Menschen gebeten. Fall {case}. Das bisherige Gespräch steht oben.",
  "agent.pressed": "(hat den Knopf „{label}“ gedrückt)",
  "agent.gap-caught-up":
    "Die Verbindung zu Discord war eine Weile unterbrochen. Die Nachrichten oben wurden danach geholt; Änderungen und Löschungen aus dieser Zeit fehlen.",
  "agent.gap-unread":
    "Die Verbindung zu Discord war eine Weile unterbrochen. Was das Mitglied inzwischen geschrieben hat, ließ sich nicht holen: Hier kann etwas fehlen.",
  "agent.not-delivered-dms-closed":
    "Nicht zugestellt: Die Direktnachrichten des Mitglieds sind geschlossen, es kann dich hier zurzeit nicht lesen.",
  "agent.not-delivered":
    "Nicht zugestellt: Discord hat diese Nachricht nicht angenommen, das Mitglied hat sie also nicht gelesen.",
};
