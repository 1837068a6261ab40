import type { Sentences } from "../en.ts";

/** Spanish, understood in Spain and in Latin America. */
export const es: Sentences = {
  greeting:
    "¡Hola! Soy el asistente de ayuda de este servidor. Escríbeme lo que necesitas y lo buscaré en nuestros artículos de ayuda. Si prefieres hablar con una persona, pulsa el botón de abajo o dilo, en cualquier momento.",
  "button.human": "Hablar con una persona",
  "button.thread": "Abrir un hilo privado",

  "helpme.opened": "Te he enviado un mensaje directo. Hablemos allí:",
  "helpme.continues": "Ya estamos hablando. Tu conversación sigue aquí:",
  "helpme.dms-closed":
    "No pude enviarte un mensaje directo porque tu configuración de privacidad no lo permite. Para cambiarlo, haz clic derecho en el icono de este servidor (en el teléfono: mantenlo pulsado), elige **Ajustes de privacidad** y activa **Mensajes directos**. Si me has bloqueado, desbloquéame. Después usa el comando otra vez.",
  "helpme.thread-opened": "He abierto un hilo privado para ti. Hablemos allí:",
  "helpme.offer-thread":
    "O habla conmigo en un hilo privado de este servidor: aparte de ti, solo el equipo puede leerlo. Pulsa el botón de abajo.",
  "place.goes-on": "Aquí estoy de nuevo: nuestra conversación sigue aquí.",

  "assistant.nothing":
    "He buscado, pero nada en nuestros artículos de ayuda responde a esto. Puedes decirlo con otras palabras o pulsar el botón para hablar con una persona.",
  "assistant.no-words":
    "Solo sé leer texto. Dime con palabras lo que necesitas, o pulsa el botón para hablar con una persona: verá lo que has enviado.",
  "assistant.intro": "Esto puede ayudarte. De «{title}»:",
  "assistant.intro-links-only": "Encontré esto en nuestros artículos de ayuda:",
  "assistant.read-more": "{count, plural, one {Más información:} other {Más información en uno de estos:}}",
  "assistant.outro": "¿No es lo que buscabas? Pregúntame con otras palabras o di «hablar con una persona».",

  "handoff.transferring":
    "Te paso ahora con una persona. Tu número de caso es **{case}**. Lo que has escrito hasta ahora va incluido: no hace falta que lo repitas.",
  "handoff.already-waiting":
    "Ya estás esperando a una persona. Lo que escribas aquí mientras tanto le llegará.",
  "handoff.with-agent": "Ya estás hablando con una persona: escribe aquí sin más.",
  "handoff.delayed":
    "Lo siento, el traspaso tarda más de lo debido. Sigo en ello, y nada de lo que escribiste se ha perdido.",
  "handoff.failed":
    "Lo siento, no pude ponerte en contacto con una persona. Tu caso **{case}** sigue abierto. Mientras tanto estoy aquí: pregúntame lo que quieras o vuelve a pedir una persona.",
  "handoff.no-agent":
    "Lo siento, no había nadie disponible, así que he dejado de esperar. Tu caso sigue abierto. Escríbeme cuando quieras o vuelve a pedir una persona.",
  "queue.position":
    "{position, plural, =1 {Eres la siguiente persona en la cola.} other {Estás en el puesto # de la cola.}}",
  "queue.unknown": "Estás en la cola. No puedo ver cuántas personas esperan antes que tú.",
  "agent.joined": "**{agent}** se ha unido. Ahora hablas con una persona.",
  "agent.joined-unnamed": "Alguien del equipo se ha unido. Ahora hablas con una persona.",
  "conversation.ended": "Esta conversación ha terminado. Si necesitas algo más, vuelve a escribir aquí.",

  "case.resolved": "Tu caso **{case}** está resuelto. Si no es así, pide una persona aquí y sigue adelante.",
  "case.closed": "Tu caso **{case}** se ha cerrado.",
  "case.reopened": "Tu caso **{case}** se ha vuelto a abrir.",
  "case.duplicate": "Tu caso **{case}** sigue como caso **{other}**, que trata de lo mismo.",

  "cases.head": "Tus casos, el más reciente primero:",
  "cases.none": "Todavía no tienes ningún caso. Se abre uno cuando pides hablar con una persona.",
  "cases.open": "abierto, aún sin respuesta",
  "cases.waiting-for-us": "estamos en ello",
  "cases.waiting-for-member": "a la espera de tu respuesta",
  "cases.resolved": "resuelto",
  "cases.closed": "cerrado",

  "gap.caught-up":
    "Estuve un rato sin conexión con Discord. Tengo lo que escribiste mientras tanto; si un botón o un comando no hizo nada, úsalo otra vez.",
  "gap.unread":
    "Estuve un rato sin conexión con Discord y no sé qué escribiste mientras tanto. Por favor, envíalo de nuevo.",
  "delay.began": "Lo que escribes tarda ahora más de lo normal en llegarnos. Nada se pierde.",
  "delay.over": "El retraso ha terminado: todo lo que escribiste nos ha llegado.",
  "delay.read-late": "Perdona, lo de arriba te llegó tarde. Ya está todo aquí.",

  "file.kind-refused":
    "No he podido pasar **{file}**: los archivos de este tipo no se pueden mostrar al equipo. Estos sí: {kinds}.",
  "file.too-large": "No he podido pasar **{file}**: ocupa más de {limit}.",
  "file.lost": "No he podido pasar **{file}**. Por favor, envíalo otra vez.",
  "file.link":
    "**{file}** ({size}) es demasiado grande para enviarlo aquí. Durante {hours, plural, one {# hora} many {# horas} other {# horas}} puedes descargarlo:",

  "failed.try-again": "Lo siento, algo falló por nuestra parte. Inténtalo de nuevo en un momento.",
  "gate.too-young":
    "Tu cuenta de Discord es demasiado nueva para este servicio de ayuda. Podrás usarlo a partir de: {time} ({relative}).",
  "gate.too-fast":
    "Escribes más rápido de lo que puedo transmitir. Nada se pierde: todo llega en orden, un poco más tarde.",
  "gate.blocked": "Por ahora no puedes usar este servicio de ayuda. Motivo indicado: {reason}",
  "gate.blocked-until": "No puedes usar este servicio de ayuda hasta: {time}. Motivo indicado: {reason}",
  "gate.raid":
    "Ahora mismo mucha gente nueva está pidiendo ayuda, así que solo puedo abrir unas pocas conversaciones a la vez. Inténtalo de nuevo {relative}, o escríbeme tú: haz clic en mi nombre y envíame un mensaje.",
  "gate.busy":
    "Por el momento he abierto todos los mensajes directos que puedo. Inténtalo de nuevo {relative}, o escríbeme tú: haz clic en mi nombre y envíame un mensaje.",

  "agent.summary": "{name} pidió una persona. Caso {case}. La conversación hasta ahora está arriba.",
  "agent.pressed": "(pulsó el botón «{label}»)",
  "agent.handed-over": "(el asistente deja esto a una persona)",
  "agent.member-edited": "{name} ha cambiado un mensaje. Antes:\n{before}\nAhora:\n{after}",
  "agent.member-deleted": "{name} ha borrado un mensaje. Decía:\n{before}",
  "agent.file-taken-off": "{name} ha quitado un archivo de un mensaje: {file}",
  "agent.reacted": "{name} ha reaccionado con {emoji} a:\n{text}",
  "agent.unreacted": "{name} ha retirado la reacción {emoji} a:\n{text}",
  "agent.text-gone": "(ya no se conserva)",
  "agent.sticker": "[pegatina: {name}]",
  "agent.forwarded": "[mensaje reenviado]",
  "agent.poll": "[encuesta: {question}]",
  "agent.voice":
    "[mensaje de voz, {seconds, plural, one {# segundo} many {# segundos} other {# segundos}}: {link}]",
  "agent.file-refused":
    "{name} ha enviado un archivo que no se ha podido pasar: {file} ({size}). Ya lo sabe.",
  "agent.gap-caught-up":
    "La conexión con Discord se perdió durante un rato. Los mensajes de arriba se recuperaron después; los más antiguos que se cambiaron o borraron entretanto pueden verse como antes.",
  "agent.gap-unread":
    "La conexión con Discord se perdió durante un rato. No se pudo recuperar lo que escribió el miembro mientras tanto: puede faltar algo aquí.",
  "agent.not-delivered-dms-closed":
    "No entregado: los mensajes directos del miembro están cerrados, así que por ahora no puede leerte aquí.",
  "agent.not-delivered": "No entregado: Discord no aceptó este mensaje, así que el miembro no lo ha leído.",
  "agent.too-fast":
    "{name} escribe más rápido de lo que se transmite. Nada se pierde: llega aquí en orden, un poco más tarde.",
  "agent.blocked": "{name} tiene el acceso bloqueado: lo que escribe no llega aquí.",
  "agent.delay-began":
    "La entrega al miembro se retrasa en este momento. Nada se pierde: continúa por sí sola.",
  "agent.delay-over": "La entrega al miembro se ha puesto al día: lo tiene todo.",
  "agent.came-late": "Lo que el miembro escribió arriba se entregó tarde. Ya está todo aquí.",
  "agent.delivered-late": "Se puede contactar de nuevo con el miembro: lo que no se entregó está en camino.",
  "agent.delivered-in-thread":
    "El miembro te lee ahora en un hilo privado: lo que no se entregó está en camino.",

  "button.reopen": "Reabrir",
  "button.transcript": "Transcripción",
  "button.comment": "Añadir un comentario",
  "button.leave-message": "Dejar un mensaje",
  "button.keep-asking": "Seguir con el asistente",
  "card.assistant":
    "Estás hablando con el asistente. Responde con nuestros artículos de ayuda, y puedes pedir una persona en cualquier momento.",
  "card.case": "Caso **{case}**",
  "card.with": "Contigo ahora: {agents}",
  "card.on-hold":
    "Tu conversación está en espera: el equipo volverá contigo aquí. Lo que escribas les llega.",
  "handoff.passed-on": "Te estamos pasando con otra persona del equipo, que puede leer todo lo anterior.",
  "queue.estimate": "Desde aquí suele tardar unos {minutes, plural, one {# minuto} other {# minutos}}.",
  "queue.long": "Suele tardar más de una hora. Puedes volver más tarde: no se pierde nada.",
  "agent.back": "**{agent}** sigue contigo aquí.",
  "agent.back-unnamed": "Alguien del equipo sigue contigo aquí.",
  "agent.guest": "Una persona más del equipo se ha unido a esta conversación.",
  "rating.ask": "¿Qué tal ha ido? Valóralo del 1 al 5.",
  "rating.thanks": "{stars} ¡Gracias por tu valoración!",
  "form.comment": "Tu comentario",
  "form.comment-label": "¿Qué deberíamos saber?",
  "form.leave-message": "Dejar un mensaje",
  "form.leave-message-label": "¿Qué podemos hacer por ti?",
  "reopen.too-late": "Ya no se puede reabrir esa conversación. Escribe aquí y empezará una nueva.",
  "reopen.already-talking": "Ya estamos hablando: escribe aquí sin más.",
  "hours.closed":
    "Ahora mismo no hay nadie del equipo. Vuelven {time} ({relative}). Puedes dejarles un mensaje, que abre un caso, o seguir preguntándome.",
  "hours.closed-unknown":
    "Ahora mismo no hay nadie del equipo, y no sé cuándo volverán. Puedes dejarles un mensaje, que abre un caso, o seguir preguntándome.",
  "hours.left":
    "Gracias. Tu número de caso es **{case}**. El equipo lo recibirá cuando vuelva: {time}. Hasta entonces, aquí estoy.",
  "hours.left-unknown":
    "Gracias. Tu número de caso es **{case}**. El equipo lo recibirá cuando vuelva. Hasta entonces, aquí estoy.",
  "hours.keep-asking": "De acuerdo: pregúntame lo que quieras.",
  "transcript.title": "Conversación de {name}",
  "transcript.case": "Caso {case}",
  "transcript.times": "Todas las horas son UTC.",
  "transcript.assistant": "Asistente",
  "transcript.agent": "Equipo",
  "transcript.gone": "(ya no se conserva)",
  "transcript.here": "Aquí tienes la conversación en un archivo.",
  "agent.about": "Sobre {name}:",
  "agent.about-username": "En Discord: @{username}",
  "agent.about-roles": "Sus roles: {roles}",
  "agent.about-joined": "En el servidor desde {date}",
  "agent.about-language": "Idioma: {language}",
  "agent.about-case": "Caso: {url}",
  "agent.about-open-cases": "Otros casos abiertos: {list}",
  "agent.about-first": "Primera conversación.",
  "agent.about-earlier": "Conversaciones anteriores (caso): {list}",
  "agent.reopened": "{name} ha reabierto el caso {case}. La conversación anterior está arriba.",
  "agent.left-message": "(dejó un mensaje mientras el equipo no estaba)",
  "agent.history": "De la conversación anterior:",
  "alert.token-refused":
    "{side} rechaza el token de flexcord. No se envía nada allí hasta que lo acepte de nuevo; todo espera y nada se pierde.",
  "alert.message-parked":
    "{count, plural, one {Se abandonó un mensaje} other {Se abandonaron # mensajes}} ({code}). `flexcord parked` dice qué hacer.",
  "alert.message-waiting":
    "{count, plural, one {Algo espera} other {# cosas esperan}} a {side} desde hace demasiado tiempo.",
  "alert.member-waiting":
    "{count, plural, one {Un miembro espera} other {# miembros esperan}} a una persona desde hace demasiado tiempo; quien más, en el caso {case}.",
  "alert.case-unanswered": "Nadie ha respondido en el caso {case} dentro del plazo prometido.",
  "alert.case-unsolved": "El caso {case} no se ha resuelto dentro del plazo prometido.",
  "alert.source-failing": "No se puede leer la fuente «{source}» ({code}): sus novedades no se anuncian.",
  "alert.announcement-late":
    "{count, plural, one {No se pudo publicar un anuncio} other {No se pudieron publicar # anuncios}} ({code}). `flexcord announce list` muestra más.",
  "tracker.untitled": "Caso {case}",
  "tracker.footer": "Caso {case}, comunicado en Discord.",
  "tracker.footer-by": "Caso {case}, comunicado en Discord por {name}.",
  "tracker.said-by": "**{name}** escribió:",
  "tracker.resolved": "El caso {case} está resuelto.",
  "tracker.closed": "El caso {case} se ha cerrado.",
  "tracker.duplicate": "El caso {case} continúa como caso {other}, que trata de lo mismo.",
  "tracker.reopened": "El caso {case} se ha vuelto a abrir.",
  "alert.tracker-late":
    "{count, plural, one {No se ha podido comunicar un cambio de casos} other {No se han podido comunicar # cambios de casos}} al gestor de incidencias «{tracker}» ({code}). Lo que espera se comunicará en cuanto sea posible.",
  "alert.gateway-down": "La pasarela de Discord no está conectada: lo que escriben los miembros no llega.",
  "alert.server-raided":
    "El modo de asalto está activado: muchos recién llegados piden ayuda a la vez y solo se deja entrar a unos pocos.",
  "alert.store-failing":
    "No se puede escribir el registro ({code}). Hasta entonces no se acepta nada nuevo de ningún lado.",

  "button.vote-up": "👍 Lo quiero",
  "button.vote-down": "👎 Mejor no",
  "button.idea-status": "Estado",
  "button.take": "Me encargo",
  "button.report-done": "Resuelto",
  "button.report-dismiss": "Nada malo",
  "button.announce-post": "Publicar",
  "button.announce-discard": "Descartar",
  "moderators.only": "Eso solo lo puede hacer la moderación.",
  "idea.form": "Una idea nueva",
  "idea.title": "¿Cuál es la idea, en una frase?",
  "idea.text": "¿De qué trata?",
  "idea.state": "¿Cómo está?",
  "idea.open": "abierta a votos",
  "idea.planned": "prevista",
  "idea.in-progress": "en marcha",
  "idea.done": "hecha",
  "idea.declined": "rechazada",
  "idea.not-offered": "Ahora mismo aquí no se publican ideas.",
  "idea.opened": "La idea tiene el número de caso **{case}**.",
  "idea.voted": "Tu voto cuenta. Pulsa otra vez para retirarlo.",
  "idea.vote-taken-back": "Tu voto se ha retirado.",
  "idea.over": "Ya no se vota la idea **{case}**.",
  "idea.stands": "La idea **{case}** está ahora: {status}.",
  "idea.news": "Tu idea «{title}» (caso **{case}**) está ahora: {status}.",
  "idea.done-too": "Una idea que votaste está hecha: «{title}»",
  "post.idea": "Idea n.º **{case}**: {status}",
  "post.idea-duplicate": "Idea **{case}**: es la misma que **{other}**",
  "post.idea-by": "De {member}",
  "report.form": "Denunciar este mensaje",
  "report.reason": "¿Qué tiene de malo?",
  "report.not-offered": "Ahora mismo aquí no se denuncian mensajes. Usa /ayuda y cuéntanoslo allí.",
  "report.thanks":
    "Gracias. La moderación mirará el mensaje y nadie más sabrá que lo has denunciado. Te avisaré cuando lo haya hecho.",
  "report.acted": "La moderación ha mirado el mensaje que denunciaste y ha actuado. ¡Gracias!",
  "report.dismissed":
    "La moderación ha mirado el mensaje que denunciaste y lo deja como está. ¡Gracias por estar pendiente!",
  "report.over": "La denuncia **{case}** ya está resuelta.",
  "report.noted": "Anotado en el caso **{case}**.",
  "post.report": "Denuncia **{case}**: {status}",
  "post.report-open": "nueva",
  "post.report-waiting-for-us": "en revisión",
  "post.report-waiting-for-member": "a la espera de quien la hizo",
  "post.report-resolved": "resuelta",
  "post.report-closed": "nada malo",
  "post.reported-by": "{count, plural, one {Denunciado por # persona.} other {Denunciado por # personas.}}",
  "post.taken-by": "Se encarga {name}.",
  "announce.form": "Anunciar a todo el mundo",
  "announce.text": "¿Qué hay que anunciar?",
  "announce.not-offered": "Aquí no se hacen anuncios. Usa flexcord announce.",
  "announce.empty": "No hay nada que anunciar.",
  "announce.preview": "Así lo leerá todo el mundo. ¿Lo publico?",
  "announce.posted": "Está en camino.",
  "announce.discarded": "Descartado. No se ha publicado nada.",
  "button.me-too": "A mí también",
  "button.add-details": "Añadir detalles",
  "button.same": "A mí también: {case} {title}",
  "button.open-anyway": "Ninguno, abrir el mío",
  "bug.form": "Informar de un error",
  "bug.summary": "¿Qué falla, en una frase?",
  "bug.severity": "¿Qué gravedad tiene?",
  "bug.severity-low": "Leve: solo se ve mal",
  "bug.severity-normal": "Molesto: hay forma de evitarlo",
  "bug.severity-high": "Grave: algo no funciona",
  "bug.severity-urgent": "Muy grave: no puedo seguir",
  "bug.area": "¿A qué afecta?",
  "bug.steps": "¿Cómo ocurre?",
  "bug.steps-help": "Paso a paso: qué hiciste, qué esperabas y qué pasó en su lugar.",
  "bug.files": "Imágenes, vídeos, registros",
  "bug.details-label": "¿Qué más deberíamos saber?",
  "bug.not-offered": "Aquí no se recogen errores en este momento. Usa /ayuda y cuéntanoslo allí.",
  "bug.similar": "Puede que ya lo conozcamos. ¿Es alguno de estos?",
  "bug.counted": "Anotado: el caso **{case}** también te afecta. Te avisaré cuando esté resuelto.",
  "bug.already": "Ya cuentas en el caso **{case}**. Te avisaré cuando esté resuelto.",
  "bug.over": "El caso **{case}** ha terminado. Si sigue ocurriendo, infórmanos con /error.",
  "bug.gone": "Ese informe ya no existe.",
  "bug.details-added": "¡Gracias! Ya está en el caso **{case}**.",
  "bug.no-details": "Estaba vacío, así que no se añadió nada.",
  "bug.fixed": "El error del que informaste en el caso **{case}** está corregido. ¡Gracias por avisarnos!",
  "bug.fixed-too": "Un error que también te afectaba, el caso **{case}**, está corregido.",
  "report.opened": "¡Gracias! Tu número de caso es **{case}**. Te diré en qué queda.",
  "report.posted":
    "¡Gracias! Tu número de caso es **{case}**, y todos pueden verlo aquí: {link} Te diré en qué queda.",
  "post.bug": "Error **{case}**: {status}",
  "post.bug-duplicate": "Error **{case}**: es el mismo que **{other}**",
  "post.severity": "Gravedad: {severity}",
  "post.area": "Área: {area}",
  "post.reporters": "{count, plural, one {Afecta a # persona más.} other {Afecta a # personas más.}}",
  "post.open": "informado",
  "post.waiting-for-us": "en curso",
  "post.waiting-for-member": "a la espera de detalles",
  "post.resolved": "corregido",
  "post.closed": "cerrado",
};
