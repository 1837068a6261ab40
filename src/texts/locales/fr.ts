import type { Sentences } from "../en.ts";

/** French, polite form. */
export const fr: Sentences = {
  greeting:
    "Bonjour ! Je suis l'assistant du support de ce serveur. Écrivez-moi ce dont vous avez besoin, je chercherai dans nos articles d'aide. Si vous préférez parler à une personne, appuyez sur le bouton ci-dessous ou dites-le simplement, à tout moment.",
  "button.human": "Parler à une personne",

  "helpme.opened": "Je vous ai envoyé un message privé. Continuons là-bas :",
  "helpme.continues": "Nous sommes déjà en conversation. Elle continue ici :",
  "helpme.dms-closed":
    "Je n'ai pas pu vous envoyer de message privé : vos paramètres de confidentialité ne le permettent pas. Pour changer cela, faites un clic droit sur l'icône de ce serveur (sur téléphone : appuyez longuement dessus), choisissez **Paramètres de confidentialité** et activez **Messages privés**. Si vous m'avez bloqué, débloquez-moi. Puis utilisez de nouveau la commande.",

  "assistant.nothing":
    "J'ai cherché, mais aucun de nos articles d'aide n'y répond. Vous pouvez le formuler autrement, ou appuyer sur le bouton pour parler à une personne.",
  "assistant.intro": "Ceci peut vous aider. Extrait de « {title} » :",
  "assistant.intro-links-only": "J'ai trouvé ceci dans nos articles d'aide :",
  "assistant.read-more":
    "{count, plural, one {Pour en savoir plus :} other {Pour en savoir plus, au choix :}}",
  "assistant.outro":
    "Ce n'est pas ce que vous cherchiez ? Reformulez votre question, ou écrivez « parler à une personne ».",

  "handoff.transferring":
    "Je vous transfère à une personne. Votre numéro de dossier est **{case}**. Ce que vous avez écrit est transmis aussi : inutile de le répéter.",
  "handoff.already-waiting":
    "Vous êtes déjà en attente d'une personne. Tout ce que vous écrivez ici entre-temps lui parviendra.",
  "handoff.with-agent": "Vous parlez déjà avec une personne : écrivez simplement ici.",
  "handoff.delayed":
    "Désolé, le transfert prend plus de temps que prévu. Je m'en occupe toujours, et rien de ce que vous avez écrit n'est perdu.",
  "handoff.failed":
    "Je suis désolé, je n'ai pas pu vous mettre en relation avec une personne. Votre dossier **{case}** reste ouvert. D'ici là, je suis là : posez-moi vos questions, ou demandez de nouveau une personne.",
  "handoff.no-agent":
    "Je suis désolé, personne n'était disponible, j'ai donc cessé d'attendre. Votre dossier reste ouvert. Écrivez-moi quand vous voulez, ou demandez de nouveau une personne.",
  "queue.position":
    "{position, plural, =1 {Vous êtes le prochain dans la file.} other {Vous êtes en position # dans la file.}}",
  "queue.unknown": "Vous êtes dans la file. Je ne vois pas combien de personnes attendent avant vous.",
  "agent.joined": "**{agent}** a rejoint la conversation. Vous parlez maintenant avec une personne.",
  "agent.joined-unnamed":
    "Quelqu'un de l'équipe a rejoint la conversation. Vous parlez maintenant avec une personne.",
  "conversation.ended":
    "Cette conversation est terminée. Si vous avez besoin d'autre chose, écrivez de nouveau ici.",

  "gap.caught-up":
    "J'ai été coupé de Discord pendant un moment. J'ai reçu ce que vous avez écrit entre-temps ; si un bouton ou une commande n'a rien fait, utilisez-le encore une fois.",
  "gap.unread":
    "J'ai été coupé de Discord pendant un moment et je ne sais pas ce que vous avez écrit entre-temps. Merci de le renvoyer.",

  "failed.try-again": "Désolé, un problème est survenu de notre côté. Réessayez dans un instant.",

  "agent.summary": "{name} a demandé une personne. Dossier {case}. La conversation jusqu'ici est ci-dessus.",
  "agent.pressed": "(a appuyé sur le bouton « {label} »)",
  "agent.gap-caught-up":
    "La connexion à Discord a été coupée pendant un moment. Les messages ci-dessus ont été récupérés ensuite ; les modifications et suppressions de ce moment manquent.",
  "agent.gap-unread":
    "La connexion à Discord a été coupée pendant un moment. Ce que le membre a écrit entre-temps n'a pas pu être récupéré : il manque peut-être quelque chose ici.",
  "agent.not-delivered-dms-closed":
    "Non remis : les messages privés du membre sont fermés, il ne peut pas vous lire ici pour le moment.",
  "agent.not-delivered": "Non remis : Discord n'a pas pris ce message, le membre ne l'a donc pas lu.",
};
