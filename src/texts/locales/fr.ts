import type { Sentences } from "../en.ts";

/** French, polite form. */
export const fr: Sentences = {
  greeting:
    "Bonjour ! Je suis l'assistant du support de ce serveur. Écrivez-moi ce dont vous avez besoin, je chercherai dans nos articles d'aide. Si vous préférez parler à une personne, appuyez sur le bouton ci-dessous ou dites-le simplement, à tout moment.",
  "button.human": "Parler à une personne",
  "button.thread": "Ouvrir un fil privé",

  "helpme.opened": "Je vous ai envoyé un message privé. Continuons là-bas :",
  "helpme.continues": "Nous sommes déjà en conversation. Elle continue ici :",
  "helpme.dms-closed":
    "Je n'ai pas pu vous envoyer de message privé : vos paramètres de confidentialité ne le permettent pas. Pour changer cela, faites un clic droit sur l'icône de ce serveur (sur téléphone : appuyez longuement dessus), choisissez **Paramètres de confidentialité** et activez **Messages privés**. Si vous m'avez bloqué, débloquez-moi. Puis utilisez de nouveau la commande.",
  "helpme.thread-opened": "J'ai ouvert un fil privé pour vous. Continuons là-bas :",
  "helpme.offer-thread":
    "Ou parlez-moi dans un fil privé de ce serveur : à part vous, seule l'équipe peut le lire. Appuyez sur le bouton ci-dessous.",
  "place.goes-on": "Me revoilà : notre conversation continue ici.",

  "assistant.nothing":
    "J'ai cherché, mais aucun de nos articles d'aide n'y répond. Vous pouvez le formuler autrement, ou appuyer sur le bouton pour parler à une personne.",
  "assistant.no-words":
    "Je ne sais lire que du texte. Dites-moi avec des mots ce qu'il vous faut, ou appuyez sur le bouton pour parler à un humain : il verra ce que vous avez envoyé.",
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

  "case.resolved":
    "Votre dossier **{case}** est résolu. Si ce n'est pas le cas, demandez une personne ici, et il se poursuit.",
  "case.closed": "Votre dossier **{case}** a été fermé.",
  "case.reopened": "Votre dossier **{case}** a été rouvert.",
  "case.duplicate":
    "Votre dossier **{case}** se poursuit dans le dossier **{other}**, qui porte sur la même chose.",

  "cases.head": "Vos dossiers, le plus récent d'abord :",
  "cases.none":
    "Vous n'avez pas encore de dossier. Il s'en ouvre un quand vous demandez à parler à une personne.",
  "cases.open": "ouvert, sans réponse pour l'instant",
  "cases.waiting-for-us": "nous nous en occupons",
  "cases.waiting-for-member": "en attente de votre réponse",
  "cases.resolved": "résolu",
  "cases.closed": "fermé",

  "gap.caught-up":
    "J'ai été coupé de Discord pendant un moment. J'ai reçu ce que vous avez écrit entre-temps ; si un bouton ou une commande n'a rien fait, utilisez-le encore une fois.",
  "gap.unread":
    "J'ai été coupé de Discord pendant un moment et je ne sais pas ce que vous avez écrit entre-temps. Merci de le renvoyer.",
  "delay.began":
    "Ce que vous écrivez met en ce moment plus de temps que d'habitude à nous parvenir. Rien n'est perdu.",
  "delay.over": "Le retard est rattrapé : tout ce que vous avez écrit nous est parvenu.",
  "delay.read-late": "Désolé, ce qui est ci-dessus vous est parvenu en retard. Tout est là maintenant.",

  "file.kind-refused":
    "Je n'ai pas pu transmettre **{file}** : les fichiers de ce type ne peuvent pas être montrés à l'équipe. Ceux-ci le peuvent : {kinds}.",
  "file.too-large": "Je n'ai pas pu transmettre **{file}** : il dépasse {limit}.",
  "file.lost": "Je n'ai pas pu transmettre **{file}**. Merci de l'envoyer encore une fois.",
  "file.link":
    "**{file}** ({size}) est trop volumineux pour être envoyé ici. Vous pouvez le télécharger pendant {hours, plural, one {# heure} many {# heures} other {# heures}} :",

  "failed.try-again": "Désolé, un problème est survenu de notre côté. Réessayez dans un instant.",
  "gate.too-young":
    "Votre compte Discord est trop récent pour cette assistance. Vous pourrez l'utiliser à partir de : {time} ({relative}).",
  "gate.too-fast":
    "Vous écrivez plus vite que je ne peux transmettre. Rien n'est perdu : tout suit dans l'ordre, un peu plus tard.",
  "gate.blocked": "Vous ne pouvez pas utiliser cette assistance pour le moment. Raison donnée : {reason}",
  "gate.blocked-until":
    "Vous ne pouvez pas utiliser cette assistance avant : {time}. Raison donnée : {reason}",
  "gate.raid":
    "Beaucoup de nouvelles personnes demandent de l'aide en ce moment : je ne peux ouvrir que quelques conversations à la fois. Réessayez {relative}, ou écrivez-moi vous-même : cliquez sur mon nom et envoyez-moi un message.",
  "gate.busy":
    "J'ai ouvert pour le moment autant de messages privés que je le peux. Réessayez {relative}, ou écrivez-moi vous-même : cliquez sur mon nom et envoyez-moi un message.",

  "agent.summary": "{name} a demandé une personne. Dossier {case}. La conversation jusqu'ici est ci-dessus.",
  "agent.pressed": "(a appuyé sur le bouton « {label} »)",
  "agent.handed-over": "(l'assistant laisse cela à une personne)",
  "agent.member-edited": "{name} a modifié un message. Avant :\n{before}\nMaintenant :\n{after}",
  "agent.member-deleted": "{name} a supprimé un message. Il disait :\n{before}",
  "agent.file-taken-off": "{name} a retiré un fichier d'un message : {file}",
  "agent.reacted": "{name} a réagi avec {emoji} à :\n{text}",
  "agent.unreacted": "{name} a retiré la réaction {emoji} à :\n{text}",
  "agent.text-gone": "(plus conservé)",
  "agent.sticker": "[autocollant : {name}]",
  "agent.forwarded": "[message transféré]",
  "agent.poll": "[sondage : {question}]",
  "agent.voice":
    "[message vocal, {seconds, plural, one {# seconde} many {# secondes} other {# secondes}} : {link}]",
  "agent.file-refused":
    "{name} a envoyé un fichier qui n'a pas pu être transmis : {file} ({size}). Cela lui a été dit.",
  "agent.gap-caught-up":
    "La connexion à Discord a été coupée pendant un moment. Les messages ci-dessus ont été récupérés ensuite ; de plus anciens, modifiés ou supprimés entre-temps, peuvent être restés comme avant.",
  "agent.gap-unread":
    "La connexion à Discord a été coupée pendant un moment. Ce que le membre a écrit entre-temps n'a pas pu être récupéré : il manque peut-être quelque chose ici.",
  "agent.not-delivered-dms-closed":
    "Non remis : les messages privés du membre sont fermés, il ne peut pas vous lire ici pour le moment.",
  "agent.not-delivered": "Non remis : Discord n'a pas pris ce message, le membre ne l'a donc pas lu.",
  "agent.too-fast":
    "{name} écrit plus vite que ce qui est transmis. Rien n'est perdu : la suite arrive ici dans l'ordre, un peu plus tard.",
  "agent.blocked": "{name} est bloqué : ce qui est écrit n'arrive pas ici.",
  "agent.delay-began":
    "La remise au membre est retardée en ce moment. Rien n'est perdu : elle reprend d'elle-même.",
  "agent.delay-over": "La remise au membre a rattrapé son retard : il a tout reçu.",
  "agent.came-late": "Ce que le membre a écrit ci-dessus a été remis en retard. Tout est là maintenant.",
  "agent.delivered-late": "Le membre est de nouveau joignable : ce qui n'avait pas été remis est en route.",
  "agent.delivered-in-thread":
    "Le membre vous lit maintenant dans un fil privé : ce qui n'avait pas été remis est en route.",

  "button.reopen": "Rouvrir",
  "button.transcript": "Transcription",
  "button.comment": "Ajouter un commentaire",
  "button.leave-message": "Laisser un message",
  "button.keep-asking": "Continuer avec l’assistant",
  "card.assistant":
    "Vous parlez avec l’assistant. Il répond à partir de nos articles d’aide, et vous pouvez demander une personne à tout moment.",
  "card.case": "Dossier **{case}**",
  "card.with": "Avec vous en ce moment : {agents}",
  "card.on-hold":
    "Votre conversation est en attente : l’équipe reviendra vers vous ici. Ce que vous écrivez lui parvient.",
  "handoff.passed-on":
    "Vous allez être mis en relation avec un autre membre de l’équipe, qui peut lire tout ce qui précède.",
  "queue.estimate":
    "Il faut en général environ {minutes, plural, one {# minute} other {# minutes}} à partir d’ici.",
  "queue.long": "Cela prend en général plus d’une heure. Vous pouvez revenir plus tard : rien ne sera perdu.",
  "agent.back": "**{agent}** continue avec vous ici.",
  "agent.back-unnamed": "Quelqu’un de l’équipe continue avec vous ici.",
  "agent.guest": "Une autre personne de l’équipe a rejoint cette conversation.",
  "rating.ask": "Comment ça s’est passé ? Donnez une note de 1 à 5.",
  "rating.thanks": "{stars} Merci pour votre note !",
  "form.comment": "Votre commentaire",
  "form.comment-label": "Que devrions-nous savoir ?",
  "form.leave-message": "Laisser un message",
  "form.leave-message-label": "Que pouvons-nous faire pour vous ?",
  "reopen.too-late":
    "Il est trop tard pour rouvrir cette conversation. Écrivez simplement ici, et une nouvelle commence.",
  "reopen.already-talking": "Nous sommes déjà en conversation : écrivez simplement ici.",
  "hours.closed":
    "Personne de l’équipe n’est là pour le moment. Elle sera de retour {time} ({relative}). Vous pouvez lui laisser un message, qui ouvre un dossier, ou continuer à me poser des questions.",
  "hours.closed-unknown":
    "Personne de l’équipe n’est là pour le moment, et je ne sais pas quand elle sera de retour. Vous pouvez lui laisser un message, qui ouvre un dossier, ou continuer à me poser des questions.",
  "hours.left":
    "Merci. Votre numéro de dossier est **{case}**. L’équipe le recevra à son retour : {time}. D’ici là, je suis là.",
  "hours.left-unknown":
    "Merci. Votre numéro de dossier est **{case}**. L’équipe le recevra à son retour. D’ici là, je suis là.",
  "hours.keep-asking": "D’accord : demandez-moi ce que vous voulez.",
  "transcript.title": "Conversation de {name}",
  "transcript.case": "Dossier {case}",
  "transcript.times": "Toutes les heures sont en UTC.",
  "transcript.assistant": "L’assistant",
  "transcript.agent": "Équipe",
  "transcript.gone": "(n’est plus conservé)",
  "transcript.here": "Voici la conversation, dans un fichier.",
  "agent.about": "À propos de {name} :",
  "agent.about-username": "Sur Discord : @{username}",
  "agent.about-roles": "Rôles : {roles}",
  "agent.about-joined": "Sur le serveur depuis le {date}",
  "agent.about-language": "Langue : {language}",
  "agent.about-case": "Dossier : {url}",
  "agent.about-open-cases": "Autres dossiers ouverts : {list}",
  "agent.about-first": "Première conversation.",
  "agent.about-earlier": "Conversations précédentes (dossier) : {list}",
  "agent.reopened": "{name} a rouvert le dossier {case}. La conversation précédente est ci-dessus.",
  "agent.left-message": "(a laissé un message en l’absence de l’équipe)",
  "agent.history": "Extrait de la conversation précédente :",
  "alert.token-refused":
    "{side} refuse le jeton de flexcord. Rien n'y est envoyé tant qu'il n'est pas accepté de nouveau ; tout attend et rien n'est perdu.",
  "alert.message-parked":
    "{count, plural, one {Un message a été abandonné} other {# messages ont été abandonnés}} ({code}). `flexcord parked` dit quoi faire.",
  "alert.message-waiting":
    "{count, plural, one {Quelque chose attend} other {# choses attendent}} {side} depuis trop longtemps.",
  "alert.member-waiting":
    "{count, plural, one {Un membre attend} other {# membres attendent}} un humain depuis trop longtemps, le plus ancien dans le dossier {case}.",
  "alert.case-unanswered": "Personne n'a répondu dans le dossier {case} dans le délai promis.",
  "alert.case-unsolved": "Le dossier {case} n'est pas résolu dans le délai promis.",
  "alert.source-failing":
    "La source « {source} » est illisible ({code}) : ses nouveautés ne sont pas annoncées.",
  "alert.announcement-late":
    "{count, plural, one {Une annonce n'a pas pu être publiée} other {# annonces n'ont pas pu être publiées}} ({code}). `flexcord announce list` en dit plus.",
  "tracker.untitled": "Dossier {case}",
  "tracker.footer": "Dossier {case}, signalé sur Discord.",
  "tracker.footer-by": "Dossier {case}, signalé sur Discord par {name}.",
  "tracker.said-by": "**{name}** a écrit :",
  "tracker.resolved": "Le dossier {case} est résolu.",
  "tracker.closed": "Le dossier {case} a été fermé.",
  "tracker.duplicate": "Le dossier {case} se poursuit dans le dossier {other}, qui porte sur la même chose.",
  "tracker.reopened": "Le dossier {case} a été rouvert.",
  "alert.tracker-late":
    "{count, plural, one {Un changement de dossier n'a pas pu être transmis} other {# changements de dossiers n'ont pas pu être transmis}} à l'outil de suivi « {tracker} » ({code}). Ce qui attend sera transmis dès que possible.",
  "alert.gateway-down":
    "La passerelle de Discord n'est pas connectée : ce que les membres écrivent n'arrive pas.",
  "alert.server-raided":
    "Le mode raid est activé : beaucoup de nouveaux venus demandent de l'aide en même temps, et seuls quelques-uns sont admis à la fois.",
  "alert.store-failing":
    "Le journal ne peut pas être écrit ({code}). D'ici là, rien de nouveau n'est accepté d'aucun côté.",

  "button.vote-up": "👍 Je le veux",
  "button.vote-down": "👎 Plutôt non",
  "button.idea-status": "Statut",
  "button.take": "Prendre en charge",
  "button.report-done": "Traité",
  "button.report-dismiss": "Rien à redire",
  "button.announce-post": "Publier",
  "button.announce-discard": "Abandonner",
  "moderators.only": "Seule la modération peut faire cela.",
  "idea.form": "Une nouvelle idée",
  "idea.title": "Quelle est l'idée, en une phrase ?",
  "idea.text": "De quoi s'agit-il ?",
  "idea.state": "Où en est-elle ?",
  "idea.open": "ouverte aux votes",
  "idea.planned": "prévue",
  "idea.in-progress": "en cours",
  "idea.done": "réalisée",
  "idea.declined": "refusée",
  "idea.not-offered": "On ne publie pas d'idées ici pour le moment.",
  "idea.opened": "L'idée porte le numéro de dossier **{case}**.",
  "idea.voted": "Votre vote est compté. Appuyez encore une fois pour le retirer.",
  "idea.vote-taken-back": "Votre vote est retiré.",
  "idea.over": "On ne vote plus pour l'idée **{case}**.",
  "idea.stands": "L'idée **{case}** est maintenant : {status}.",
  "idea.news": "Votre idée « {title} » (dossier **{case}**) est maintenant : {status}.",
  "idea.done-too": "Une idée pour laquelle vous avez voté est réalisée : « {title} »",
  "post.idea": "Idée **{case}** : {status}",
  "post.idea-duplicate": "Idée **{case}** : la même que **{other}**",
  "post.idea-by": "De {member}",
  "report.form": "Signaler ce message",
  "report.reason": "Quel est le problème ?",
  "report.not-offered": "On ne signale pas encore de messages ici. Utilisez /aide et dites-le-nous là.",
  "report.thanks":
    "Merci. La modération regarde le message, et personne d'autre n'apprend que vous l'avez signalé. Je vous dirai quand ce sera fait.",
  "report.acted": "La modération a regardé le message que vous avez signalé et a agi. Merci !",
  "report.dismissed":
    "La modération a regardé le message que vous avez signalé et le laisse en place. Merci de votre vigilance !",
  "report.over": "Le signalement **{case}** est déjà réglé.",
  "report.noted": "Noté dans le dossier **{case}**.",
  "post.report": "Signalement **{case}** : {status}",
  "post.report-open": "nouveau",
  "post.report-waiting-for-us": "en cours d'examen",
  "post.report-waiting-for-member": "en attente de la personne qui l'a signalé",
  "post.report-resolved": "traité",
  "post.report-closed": "rien à redire",
  "post.reported-by": "{count, plural, one {Signalé par # personne.} other {Signalé par # personnes.}}",
  "post.taken-by": "Pris en charge par {name}.",
  "announce.form": "Annoncer à tout le monde",
  "announce.text": "Que faut-il annoncer ?",
  "announce.not-offered": "On n'annonce rien ici. Utilisez flexcord announce.",
  "announce.empty": "Il n'y a rien à annoncer.",
  "announce.preview": "Voici ce que tout le monde lira. Publier ?",
  "announce.posted": "C'est parti.",
  "announce.discarded": "Abandonné. Rien n'a été publié.",
  "button.me-too": "Moi aussi",
  "button.add-details": "Ajouter des détails",
  "button.same": "Moi aussi : {case} {title}",
  "button.open-anyway": "Aucun de ceux-ci, ouvrir le mien",
  "bug.form": "Signaler un bug",
  "bug.summary": "Qu'est-ce qui ne va pas, en une phrase ?",
  "bug.severity": "Est-ce grave ?",
  "bug.severity-low": "Mineur : seul l'aspect est faux",
  "bug.severity-normal": "Gênant : on peut le contourner",
  "bug.severity-high": "Grave : quelque chose ne marche pas",
  "bug.severity-urgent": "Très grave : je ne peux plus continuer",
  "bug.area": "De quoi s'agit-il ?",
  "bug.steps": "Comment cela se produit-il ?",
  "bug.steps-help": "Étape par étape : vos actions, ce que vous attendiez, ce qui est arrivé.",
  "bug.files": "Images, vidéos, journaux",
  "bug.details-label": "Que devrions-nous savoir d'autre ?",
  "bug.not-offered":
    "Les bugs ne sont pas recueillis ici pour le moment. Utilisez /aide et dites-le-nous là-bas.",
  "bug.similar": "C'est peut-être déjà connu. Est-ce l'un de ceux-ci ?",
  "bug.counted":
    "C'est noté : le dossier **{case}** vous concerne aussi. Je vous préviendrai quand il sera corrigé.",
  "bug.already": "Vous comptez déjà dans le dossier **{case}**. Je vous préviendrai quand il sera corrigé.",
  "bug.over": "Le dossier **{case}** est terminé. Si cela se produit encore, signalez-le avec /signaler-bug.",
  "bug.gone": "Ce signalement n'existe plus.",
  "bug.details-added": "Merci ! C'est maintenant dans le dossier **{case}**.",
  "bug.no-details": "C'était vide, rien n'a donc été ajouté.",
  "bug.fixed":
    "Le bug que vous avez signalé dans le dossier **{case}** est corrigé. Merci de nous l'avoir dit !",
  "bug.fixed-too": "Un bug qui vous touchait aussi, le dossier **{case}**, est corrigé.",
  "report.opened": "Merci ! Votre numéro de dossier est **{case}**. Je vous dirai ce qu'il en advient.",
  "report.posted":
    "Merci ! Votre numéro de dossier est **{case}**, et tout le monde peut le voir ici : {link} Je vous dirai ce qu'il en advient.",
  "post.bug": "Bug **{case}** : {status}",
  "post.bug-duplicate": "Bug **{case}** : le même que **{other}**",
  "post.severity": "Gravité : {severity}",
  "post.area": "Domaine : {area}",
  "post.reporters":
    "{count, plural, one {# autre personne est touchée.} other {# autres personnes sont touchées.}}",
  "post.open": "signalé",
  "post.waiting-for-us": "en cours",
  "post.waiting-for-member": "en attente de détails",
  "post.resolved": "corrigé",
  "post.closed": "fermé",
};
