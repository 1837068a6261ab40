import type { Sentences } from "../en.ts";

/** Portuguese, as written in Brazil. */
export const pt: Sentences = {
  greeting:
    "Olá! Sou o assistente de ajuda deste servidor. Escreva o que você precisa e eu procuro nos nossos artigos de ajuda. Se preferir falar com uma pessoa, aperte o botão abaixo ou diga isso, a qualquer momento.",
  "button.human": "Falar com uma pessoa",
  "button.thread": "Abrir um tópico privado",

  "helpme.opened": "Enviei uma mensagem direta para você. Vamos conversar por lá:",
  "helpme.continues": "Já estamos conversando. Sua conversa continua aqui:",
  "helpme.dms-closed":
    "Não consegui enviar uma mensagem direta, porque suas configurações de privacidade não permitem. Para mudar isso, clique com o botão direito no ícone deste servidor (no celular: mantenha pressionado), escolha **Configurações de privacidade** e ative **Mensagens diretas**. Se você me bloqueou, desbloqueie. Depois use o comando de novo.",
  "helpme.thread-opened": "Abri um tópico privado para você. Vamos conversar por lá:",
  "helpme.offer-thread":
    "Ou fale comigo em um tópico privado deste servidor: além de você, só a equipe pode ler. Pressione o botão abaixo.",
  "place.goes-on": "Estou de volta: nossa conversa continua aqui.",

  "assistant.nothing":
    "Procurei, mas nenhum dos nossos artigos de ajuda responde a isso. Você pode perguntar com outras palavras ou apertar o botão para falar com uma pessoa.",
  "assistant.no-words":
    "Só consigo ler texto. Diga em palavras do que você precisa, ou aperte o botão para falar com uma pessoa: ela verá o que você enviou.",
  "assistant.intro": "Isto pode ajudar. De “{title}”:",
  "assistant.intro-links-only": "Encontrei isto nos nossos artigos de ajuda:",
  "assistant.read-more": "{count, plural, one {Saiba mais:} other {Saiba mais em um destes:}}",
  "assistant.outro":
    "Não é o que você procurava? Pergunte com outras palavras ou diga “falar com uma pessoa”.",

  "handoff.transferring":
    "Vou transferir você agora para uma pessoa. O número do seu caso é **{case}**. O que você escreveu até aqui vai junto, não é preciso repetir.",
  "handoff.already-waiting":
    "Você já está esperando por uma pessoa. O que você escrever aqui enquanto isso chegará até ela.",
  "handoff.with-agent": "Você já está falando com uma pessoa: é só escrever aqui.",
  "handoff.delayed":
    "Desculpe, a transferência está demorando mais do que deveria. Continuo cuidando disso, e nada do que você escreveu se perdeu.",
  "handoff.failed":
    "Sinto muito, não consegui colocar você em contato com uma pessoa. Seu caso **{case}** continua aberto. Até lá estou aqui: pergunte o que quiser ou peça uma pessoa mais uma vez.",
  "handoff.no-agent":
    "Sinto muito, ninguém estava disponível, então parei de esperar. Seu caso continua aberto. Escreva quando quiser ou peça uma pessoa mais uma vez.",
  "queue.position":
    "{position, plural, =1 {Você é a próxima pessoa da fila.} other {Você está na posição # da fila.}}",
  "queue.unknown": "Você está na fila. Não consigo ver quantas pessoas esperam antes de você.",
  "agent.joined": "**{agent}** entrou na conversa. Agora você está falando com uma pessoa.",
  "agent.joined-unnamed": "Alguém da equipe entrou na conversa. Agora você está falando com uma pessoa.",
  "conversation.ended": "Esta conversa terminou. Se precisar de mais alguma coisa, escreva aqui de novo.",

  "case.resolved": "Seu caso **{case}** foi resolvido. Se não foi, peça uma pessoa aqui, e ele continua.",
  "case.closed": "Seu caso **{case}** foi fechado.",
  "case.reopened": "Seu caso **{case}** foi reaberto.",
  "case.duplicate": "Seu caso **{case}** continua como caso **{other}**, que trata da mesma coisa.",

  "cases.head": "Seus casos, o mais recente primeiro:",
  "cases.none": "Você ainda não tem nenhum caso. Um caso começa quando você pede para falar com uma pessoa.",
  "cases.open": "aberto, ainda sem resposta",
  "cases.waiting-for-us": "estamos cuidando dele",
  "cases.waiting-for-member": "aguardando sua resposta",
  "cases.resolved": "resolvido",
  "cases.closed": "fechado",

  "gap.caught-up":
    "Fiquei um tempo sem conexão com o Discord. Tenho o que você escreveu nesse meio-tempo; se um botão ou comando não fez nada, use-o mais uma vez.",
  "gap.unread":
    "Fiquei um tempo sem conexão com o Discord e não sei o que você escreveu nesse meio-tempo. Por favor, envie de novo.",
  "delay.began": "O que você escreve está demorando mais do que o normal para chegar até nós. Nada se perde.",
  "delay.over": "O atraso acabou: tudo o que você escreveu chegou até nós.",
  "delay.read-late": "Desculpe, o que está acima chegou atrasado para você. Agora está tudo aqui.",

  "file.kind-refused":
    "Não consegui repassar **{file}**: arquivos deste tipo não podem ser mostrados à equipe. Estes podem: {kinds}.",
  "file.too-large": "Não consegui repassar **{file}**: ele é maior que {limit}.",
  "file.lost": "Não consegui repassar **{file}**. Por favor, envie de novo.",
  "file.link":
    "**{file}** ({size}) é grande demais para ser enviado aqui. Por {hours, plural, one {# hora} many {# horas} other {# horas}} você pode baixá-lo:",

  "failed.try-again": "Desculpe, algo deu errado do nosso lado. Tente de novo em instantes.",
  "gate.too-young":
    "Sua conta do Discord é nova demais para este atendimento. Você poderá usá-lo a partir de: {time} ({relative}).",
  "gate.too-fast":
    "Você escreve mais rápido do que consigo repassar. Nada se perde: tudo segue na ordem, um pouco mais tarde.",
  "gate.blocked": "No momento você não pode usar este atendimento. Motivo informado: {reason}",
  "gate.blocked-until": "Você não pode usar este atendimento até: {time}. Motivo informado: {reason}",
  "gate.raid":
    "Muitas pessoas novas estão pedindo ajuda agora, então só consigo abrir poucas conversas por vez. Tente de novo {relative}, ou escreva você mesmo para mim: clique no meu nome e envie uma mensagem.",
  "gate.busy":
    "Por enquanto já abri todas as mensagens diretas que posso. Tente de novo {relative}, ou escreva você mesmo para mim: clique no meu nome e envie uma mensagem.",

  "agent.summary": "{name} pediu uma pessoa. Caso {case}. A conversa até aqui está acima.",
  "agent.pressed": "(apertou o botão “{label}”)",
  "agent.handed-over": "(o assistente deixa isto para uma pessoa)",
  "agent.member-edited": "{name} alterou uma mensagem. Antes:\n{before}\nAgora:\n{after}",
  "agent.member-deleted": "{name} apagou uma mensagem. Ela dizia:\n{before}",
  "agent.file-taken-off": "{name} tirou um arquivo de uma mensagem: {file}",
  "agent.reacted": "{name} reagiu com {emoji} a:\n{text}",
  "agent.unreacted": "{name} retirou a reação {emoji} a:\n{text}",
  "agent.text-gone": "(não é mais guardado)",
  "agent.sticker": "[figurinha: {name}]",
  "agent.forwarded": "[mensagem encaminhada]",
  "agent.poll": "[enquete: {question}]",
  "agent.voice":
    "[mensagem de voz, {seconds, plural, one {# segundo} many {# segundos} other {# segundos}}: {link}]",
  "agent.file-refused":
    "{name} enviou um arquivo que não pôde ser repassado: {file} ({size}). A pessoa foi avisada.",
  "agent.gap-caught-up":
    "A conexão com o Discord caiu por um tempo. As mensagens acima foram buscadas depois; as mais antigas que foram alteradas ou apagadas nesse meio-tempo podem aparecer como antes.",
  "agent.gap-unread":
    "A conexão com o Discord caiu por um tempo. O que o membro escreveu nesse meio-tempo não pôde ser buscado: pode faltar algo aqui.",
  "agent.not-delivered-dms-closed":
    "Não entregue: as mensagens diretas do membro estão fechadas, então ele não consegue ler você aqui no momento.",
  "agent.not-delivered": "Não entregue: o Discord não aceitou esta mensagem, então o membro não a leu.",
  "agent.too-fast":
    "{name} escreve mais rápido do que é repassado. Nada se perde: segue aqui na ordem, um pouco mais tarde.",
  "agent.blocked": "{name} está com o acesso bloqueado: o que escreve não chega aqui.",
  "agent.delay-began": "A entrega ao membro está atrasada no momento. Nada se perde: ela continua sozinha.",
  "agent.delay-over": "A entrega ao membro foi posta em dia: ele recebeu tudo.",
  "agent.came-late": "O que o membro escreveu acima foi entregue com atraso. Agora está tudo aqui.",
  "agent.delivered-late": "O membro pode ser contatado de novo: o que não foi entregue está a caminho.",
  "agent.delivered-in-thread":
    "O membro agora lê você em um tópico privado: o que não foi entregue está a caminho.",

  "button.reopen": "Reabrir",
  "button.transcript": "Transcrição",
  "button.comment": "Adicionar comentário",
  "button.leave-message": "Deixar uma mensagem",
  "button.keep-asking": "Continuar com o assistente",
  "card.assistant":
    "Você está falando com o assistente. Ele responde com os nossos artigos de ajuda, e você pode pedir uma pessoa a qualquer momento.",
  "card.case": "Caso **{case}**",
  "card.with": "Com você agora: {agents}",
  "card.on-hold":
    "A sua conversa está em espera: a equipe voltará a falar com você aqui. O que você escrever chega até ela.",
  "handoff.passed-on": "Você está sendo passado para outra pessoa da equipe, que pode ler tudo até aqui.",
  "queue.estimate":
    "A partir daqui costuma levar cerca de {minutes, plural, one {# minuto} other {# minutos}}.",
  "queue.long": "Costuma levar mais de uma hora. Você pode voltar mais tarde: nada se perde.",
  "agent.back": "**{agent}** continua com você aqui.",
  "agent.back-unnamed": "Alguém da equipe continua com você aqui.",
  "agent.guest": "Mais uma pessoa da equipe entrou nesta conversa.",
  "rating.ask": "Como foi? Avalie de 1 a 5.",
  "rating.thanks": "{stars} Obrigado pela sua avaliação!",
  "form.comment": "O seu comentário",
  "form.comment-label": "O que devemos saber?",
  "form.leave-message": "Deixar uma mensagem",
  "form.leave-message-label": "O que podemos fazer por você?",
  "reopen.too-late": "Já não é possível reabrir essa conversa. Basta escrever aqui, e uma nova começa.",
  "reopen.already-talking": "Já estamos conversando: basta escrever aqui.",
  "hours.closed":
    "Não há ninguém da equipe aqui agora. Ela volta {time} ({relative}). Você pode deixar uma mensagem, que abre um caso, ou continuar me perguntando.",
  "hours.closed-unknown":
    "Não há ninguém da equipe aqui agora, e não sei quando ela volta. Você pode deixar uma mensagem, que abre um caso, ou continuar me perguntando.",
  "hours.left":
    "Obrigado. O número do seu caso é **{case}**. A equipe o recebe quando voltar: {time}. Até lá, estou aqui.",
  "hours.left-unknown":
    "Obrigado. O número do seu caso é **{case}**. A equipe o recebe quando voltar. Até lá, estou aqui.",
  "hours.keep-asking": "Tudo bem: pergunte o que quiser.",
  "transcript.title": "Conversa de {name}",
  "transcript.case": "Caso {case}",
  "transcript.times": "Todos os horários são UTC.",
  "transcript.assistant": "Assistente",
  "transcript.agent": "Equipe",
  "transcript.gone": "(não é mais guardado)",
  "transcript.here": "Aqui está a conversa, em um arquivo.",
  "agent.about": "Sobre {name}:",
  "agent.about-username": "No Discord: @{username}",
  "agent.about-roles": "Cargos: {roles}",
  "agent.about-joined": "No servidor desde {date}",
  "agent.about-language": "Idioma: {language}",
  "agent.about-case": "Caso: {url}",
  "agent.about-open-cases": "Outros casos em aberto: {list}",
  "agent.about-first": "Primeira conversa.",
  "agent.about-earlier": "Conversas anteriores (caso): {list}",
  "agent.reopened": "{name} reabriu o caso {case}. A conversa anterior está acima.",
  "agent.left-message": "(deixou uma mensagem enquanto a equipe estava ausente)",
  "agent.history": "Da conversa anterior:",
  "alert.token-refused":
    "{side} recusa o token do flexcord. Nada é enviado para lá até que o aceite de novo; tudo espera e nada se perde.",
  "alert.message-parked":
    "{count, plural, one {Uma mensagem foi abandonada} other {# mensagens foram abandonadas}} ({code}). `flexcord parked` diz o que fazer.",
  "alert.message-waiting":
    "{count, plural, one {Algo espera} other {# coisas esperam}} por {side} há tempo demais.",
  "alert.member-waiting":
    "{count, plural, one {Um membro espera} other {# membros esperam}} por uma pessoa há tempo demais; quem mais espera está no caso {case}.",
  "alert.case-unanswered": "Ninguém respondeu no caso {case} dentro do prazo prometido.",
  "alert.case-unsolved": "O caso {case} não foi resolvido dentro do prazo prometido.",
  "alert.source-failing":
    "Não é possível ler a fonte “{source}” ({code}): as novidades dela não são anunciadas.",
  "alert.announcement-late":
    "{count, plural, one {Um anúncio não pôde ser publicado} other {# anúncios não puderam ser publicados}} ({code}). `flexcord announce list` mostra mais.",
  "tracker.untitled": "Caso {case}",
  "tracker.footer": "Caso {case}, relatado no Discord.",
  "tracker.footer-by": "Caso {case}, relatado no Discord por {name}.",
  "tracker.said-by": "**{name}** escreveu:",
  "tracker.resolved": "O caso {case} está resolvido.",
  "tracker.closed": "O caso {case} foi encerrado.",
  "tracker.duplicate": "O caso {case} continua como caso {other}, que trata do mesmo assunto.",
  "tracker.reopened": "O caso {case} foi reaberto.",
  "alert.tracker-late":
    "{count, plural, one {Uma mudança em casos não pôde ser informada} other {# mudanças em casos não puderam ser informadas}} ao sistema de acompanhamento “{tracker}” ({code}). O que espera será informado assim que possível.",
  "alert.gateway-down": "O gateway do Discord não está conectado: o que os membros escrevem não chega.",
  "alert.server-raided":
    "O modo de invasão está ativado: muitos novatos pedem ajuda ao mesmo tempo, e só alguns são atendidos por vez.",
  "alert.store-failing":
    "Não é possível gravar no registro ({code}). Até lá, nada novo é aceito de nenhum dos lados.",

  "button.vote-up": "👍 Quero isto",
  "button.vote-down": "👎 Não quero",
  "button.idea-status": "Mudar status",
  "button.take": "Assumir",
  "button.report-done": "Resolvido",
  "button.report-dismiss": "Nada de errado",
  "button.announce-post": "Publicar",
  "button.announce-discard": "Descartar",
  "moderators.only": "Só a moderação pode fazer isso.",
  "idea.form": "Uma nova ideia",
  "idea.title": "Qual é a ideia, em uma frase?",
  "idea.text": "Do que se trata?",
  "idea.state": "Como ela está?",
  "idea.open": "aberta a votos",
  "idea.planned": "planejada",
  "idea.in-progress": "em andamento",
  "idea.done": "pronta",
  "idea.declined": "recusada",
  "idea.not-offered": "No momento não são publicadas ideias aqui.",
  "idea.opened": "A ideia tem o número de caso **{case}**.",
  "idea.voted": "Seu voto conta. Aperte de novo para retirá-lo.",
  "idea.vote-taken-back": "Seu voto foi retirado.",
  "idea.over": "A ideia **{case}** não está mais em votação.",
  "idea.stands": "A ideia **{case}** agora está: {status}.",
  "idea.news": "Sua ideia “{title}” (caso **{case}**) agora está: {status}.",
  "idea.done-too": "Uma ideia em que você votou está pronta: “{title}”",
  "post.idea": "Ideia **{case}**: {status}",
  "post.idea-duplicate": "Ideia **{case}**: é a mesma que **{other}**",
  "post.idea-by": "De {member}",
  "report.form": "Denunciar esta mensagem",
  "report.reason": "O que há de errado com ela?",
  "report.not-offered": "No momento não são denunciadas mensagens aqui. Use /ajuda e conte para nós lá.",
  "report.thanks":
    "Obrigado. A moderação vai olhar a mensagem, e ninguém mais fica sabendo que você a denunciou. Eu aviso quando isso acontecer.",
  "report.acted": "A moderação olhou a mensagem que você denunciou e agiu. Obrigado!",
  "report.dismissed":
    "A moderação olhou a mensagem que você denunciou e a deixou como está. Obrigado por ficar de olho!",
  "report.over": "A denúncia **{case}** já foi resolvida.",
  "report.noted": "Anotado no caso **{case}**.",
  "post.report": "Denúncia **{case}**: {status}",
  "post.report-open": "nova",
  "post.report-waiting-for-us": "em análise",
  "post.report-waiting-for-member": "à espera de quem denunciou",
  "post.report-resolved": "resolvida",
  "post.report-closed": "nada de errado",
  "post.reported-by": "{count, plural, one {Denunciada por # pessoa.} other {Denunciada por # pessoas.}}",
  "post.taken-by": "Assumida por {name}.",
  "announce.form": "Anunciar a todos",
  "announce.text": "O que deve ser anunciado?",
  "announce.not-offered": "Aqui não são feitos anúncios. Use flexcord announce.",
  "announce.empty": "Não há nada a anunciar.",
  "announce.preview": "É assim que todos vão ler. Publicar?",
  "announce.posted": "Está a caminho.",
  "announce.discarded": "Descartado. Nada foi publicado.",
  "button.me-too": "Eu também",
  "button.add-details": "Adicionar detalhes",
  "button.same": "Eu também: {case} {title}",
  "button.open-anyway": "Nenhum destes, abrir o meu",
  "bug.form": "Relatar um erro",
  "bug.summary": "O que está errado, numa frase?",
  "bug.severity": "Qual é a gravidade?",
  "bug.severity-low": "Pequeno: só parece errado",
  "bug.severity-normal": "Incómodo: dá para contornar",
  "bug.severity-high": "Grave: algo não funciona",
  "bug.severity-urgent": "Muito grave: não consigo continuar",
  "bug.area": "Sobre o que é?",
  "bug.steps": "Como acontece?",
  "bug.steps-help": "Passo a passo: o que fez, o que esperava, o que aconteceu em vez disso.",
  "bug.files": "Imagens, vídeos, registos",
  "bug.details-label": "O que mais devemos saber?",
  "bug.not-offered": "De momento não se recebem erros aqui. Use /ajuda e conte-nos lá.",
  "bug.similar": "Talvez já seja conhecido. É um destes?",
  "bug.counted": "Anotado: o caso **{case}** também o afeta. Aviso quando estiver corrigido.",
  "bug.already": "Já conta no caso **{case}**. Aviso quando estiver corrigido.",
  "bug.over": "O caso **{case}** terminou. Se ainda acontecer, relate-o com /erro.",
  "bug.gone": "Esse relato já não existe.",
  "bug.details-added": "Obrigado! Isso está agora no caso **{case}**.",
  "bug.no-details": "Estava vazio, por isso nada foi adicionado.",
  "bug.fixed": "O erro que relatou no caso **{case}** está corrigido. Obrigado por nos avisar!",
  "bug.fixed-too": "Um erro que também o afetava, o caso **{case}**, está corrigido.",
  "report.opened": "Obrigado! O número do seu caso é **{case}**. Digo-lhe no que dá.",
  "report.posted":
    "Obrigado! O número do seu caso é **{case}**, e todos podem vê-lo aqui: {link} Digo-lhe no que dá.",
  "post.bug": "Erro **{case}**: {status}",
  "post.bug-duplicate": "Erro **{case}**: é o mesmo que **{other}**",
  "post.severity": "Gravidade: {severity}",
  "post.area": "Área: {area}",
  "post.reporters": "{count, plural, one {# outra pessoa é afetada.} other {# outras pessoas são afetadas.}}",
  "post.open": "relatado",
  "post.waiting-for-us": "em curso",
  "post.waiting-for-member": "à espera de detalhes",
  "post.resolved": "corrigido",
  "post.closed": "fechado",
};
