import type { Sentences } from "../en.ts";

/** Japanese, polite form. */
export const ja: Sentences = {
  greeting:
    "こんにちは。このサーバーのサポート用アシスタントです。ご用件を書いていただければ、ヘルプ記事からお探しします。担当者と話したいときは、下のボタンを押すか、いつでもそうお伝えください。",
  "button.human": "担当者と話す",
  "button.thread": "プライベートスレッドを開く",

  "helpme.opened": "ダイレクトメッセージをお送りしました。こちらでお話ししましょう：",
  "helpme.continues": "すでに会話中です。続きはこちらです：",
  "helpme.dms-closed":
    "プライバシー設定により、ダイレクトメッセージをお送りできませんでした。設定を変えるには、このサーバーのアイコンを右クリック（スマートフォンでは長押し）し、**プライバシー設定**を選んで**ダイレクトメッセージ**をオンにしてください。私をブロックしている場合は解除してください。その後、もう一度コマンドを使ってください。",
  "helpme.thread-opened": "あなた専用のプライベートスレッドを開きました。こちらでお話ししましょう：",
  "helpme.offer-thread":
    "または、このサーバーのプライベートスレッドでお話しすることもできます。あなたとチーム以外には見えません。下のボタンを押してください。",
  "place.goes-on": "お待たせしました。会話の続きはこちらでどうぞ。",

  "assistant.nothing":
    "お探ししましたが、ヘルプ記事に該当するものがありませんでした。別の言葉で聞いていただくか、ボタンを押して担当者とお話しください。",
  "assistant.no-words":
    "わたしが読めるのは文字だけです。ご用件を言葉で教えていただくか、ボタンを押して担当者とお話しください。お送りいただいたものは担当者に見えます。",
  "assistant.intro": "こちらが参考になるかもしれません。「{title}」より：",
  "assistant.intro-links-only": "ヘルプ記事で次のものが見つかりました：",
  "assistant.read-more": "{count, plural, other {詳しくはこちら：}}",
  "assistant.outro":
    "お探しのものと違いましたか？別の言葉で聞いていただくか、「担当者と話す」と書いてください。",

  "handoff.transferring":
    "担当者におつなぎします。ケース番号は **{case}** です。これまでに書かれた内容も一緒に伝わりますので、繰り返す必要はありません。",
  "handoff.already-waiting":
    "すでに担当者をお待ちいただいています。その間にここに書かれた内容も担当者に届きます。",
  "handoff.with-agent": "すでに担当者と会話中です。そのままここに書いてください。",
  "handoff.delayed":
    "申し訳ありません。おつなぎするのに時間がかかっています。引き続き対応しており、書かれた内容は失われていません。",
  "handoff.failed":
    "申し訳ありません。担当者におつなぎできませんでした。ケース **{case}** は開いたままです。それまでは私が承りますので、何でもお尋ねいただくか、もう一度担当者をお呼びください。",
  "handoff.no-agent":
    "申し訳ありません。対応できる担当者がいなかったため、お待ちいただくのを終了しました。ケースは開いたままです。いつでもまた書いていただくか、もう一度担当者をお呼びください。",
  "queue.position": "{position, plural, =1 {次の順番です。} other {現在 # 番目です。}}",
  "queue.unknown": "順番をお待ちいただいています。前に何人いるかは分かりません。",
  "agent.joined": "**{agent}** が参加しました。これからは担当者との会話です。",
  "agent.joined-unnamed": "チームの担当者が参加しました。これからは担当者との会話です。",
  "conversation.ended": "この会話は終了しました。ほかにご用がありましたら、またここに書いてください。",

  "case.resolved":
    "ケース **{case}** は解決済みになりました。まだの場合は、ここで担当者をお呼びください。引き続き対応します。",
  "case.closed": "ケース **{case}** は終了しました。",
  "case.reopened": "ケース **{case}** を再開しました。",
  "case.duplicate": "ケース **{case}** は、同じ内容のケース **{other}** に引き継がれました。",

  "cases.head": "あなたのケース（新しい順）:",
  "cases.none": "まだケースはありません。担当者をお呼びになると、ケースが作られます。",
  "cases.open": "受付済み（返信待ち）",
  "cases.waiting-for-us": "対応中です",
  "cases.waiting-for-member": "あなたの返信待ちです",
  "cases.resolved": "解決済みです",
  "cases.closed": "終了しました",

  "gap.caught-up":
    "しばらく Discord との接続が切れていました。その間に書かれた内容は受け取っています。ボタンやコマンドに反応がなかった場合は、もう一度お試しください。",
  "gap.unread":
    "しばらく Discord との接続が切れており、その間に書かれた内容が分かりません。お手数ですが、もう一度送ってください。",
  "delay.began":
    "現在、書き込みがこちらに届くまでに普段より時間がかかっています。内容が失われることはありません。",
  "delay.over": "遅れは解消しました。書き込みはすべて届いています。",
  "delay.read-late": "申し訳ありません。上の内容は遅れて届きました。これですべて揃っています。",

  "file.kind-refused":
    "**{file}** をお渡しできませんでした。この種類のファイルは担当者に表示できません。表示できる種類: {kinds}",
  "file.too-large": "**{file}** をお渡しできませんでした。{limit} を超えています。",
  "file.lost": "**{file}** をお渡しできませんでした。もう一度お送りください。",
  "file.link":
    "**{file}** ({size}) は大きすぎるため、ここでは送れません。{hours, plural, other {# 時間}}以内であればダウンロードできます:",

  "failed.try-again": "申し訳ありません。こちら側で問題が起きました。少し待ってからもう一度お試しください。",
  "gate.too-young":
    "このヘルプデスクを利用するには、Discord アカウントがまだ新しすぎます。{time}（{relative}）からご利用いただけます。",
  "gate.too-fast":
    "書き込みが速すぎるため、一度にはお伝えできません。失われるものはなく、少し遅れて順番にすべてお伝えします。",
  "gate.blocked": "現在、このヘルプデスクを利用できません。理由：{reason}",
  "gate.blocked-until": "{time} まで、このヘルプデスクを利用できません。理由：{reason}",
  "gate.raid":
    "現在、新しい方からの問い合わせが集中しているため、一度に少しずつしか会話を開始できません。{relative}にもう一度お試しいただくか、私の名前をクリックして直接メッセージをお送りください。",
  "gate.busy":
    "今のところ、開けるダイレクトメッセージの数が上限に達しています。{relative}にもう一度お試しいただくか、私の名前をクリックして直接メッセージをお送りください。",

  "agent.summary": "{name} さんが担当者を希望しています。ケース {case}。これまでの会話は上にあります。",
  "agent.pressed": "（ボタン「{label}」を押しました）",
  "agent.handed-over": "（アシスタントが担当者に引き継ぎます）",
  "agent.member-edited": "{name} さんがメッセージを変更しました。変更前:\n{before}\n変更後:\n{after}",
  "agent.member-deleted": "{name} さんがメッセージを削除しました。内容:\n{before}",
  "agent.file-taken-off": "{name} さんがメッセージからファイルを取り除きました: {file}",
  "agent.reacted": "{name} さんが {emoji} でリアクションしました:\n{text}",
  "agent.unreacted": "{name} さんがリアクション {emoji} を取り消しました:\n{text}",
  "agent.text-gone": "(保存期間が過ぎています)",
  "agent.sticker": "[スタンプ: {name}]",
  "agent.forwarded": "[転送されたメッセージ]",
  "agent.poll": "[投票: {question}]",
  "agent.voice": "[ボイスメッセージ、{seconds, plural, other {# 秒}}: {link}]",
  "agent.file-refused":
    "{name} さんが送ったファイルをお渡しできませんでした: {file} ({size})。ご本人にはお伝えしました。",
  "agent.gap-caught-up":
    "しばらく Discord との接続が切れていました。上のメッセージは後から取得したもので、それより古いメッセージがその間に編集・削除されていても、以前のまま表示されることがあります。",
  "agent.gap-unread":
    "しばらく Discord との接続が切れていました。その間にメンバーが書いた内容を取得できなかったため、抜けがあるかもしれません。",
  "agent.not-delivered-dms-closed":
    "未配信：メンバーのダイレクトメッセージが閉じているため、現在ここの内容を読むことができません。",
  "agent.not-delivered":
    "未配信：Discord がこのメッセージを受け付けなかったため、メンバーには届いていません。",
  "agent.too-fast":
    "{name} さんの書き込みが速すぎるため、少し遅れて順番にここに届きます。失われるものはありません。",
  "agent.blocked": "{name} さんはブロックされているため、書き込みはここに届きません。",
  "agent.delay-began": "現在、メンバーへの配信が遅れています。失われるものはなく、自動的に続行されます。",
  "agent.delay-over": "メンバーへの配信の遅れは解消しました。すべて届いています。",
  "agent.came-late": "上のメンバーの書き込みは遅れて届きました。これですべて揃っています。",
  "agent.delivered-late":
    "メンバーに再び連絡できるようになりました。未配信だったメッセージを送信しています。",
  "agent.delivered-in-thread":
    "メンバーは現在プライベートスレッドで読んでいます。未配信だったメッセージを送信しています。",

  "button.reopen": "再開する",
  "button.transcript": "会話の記録",
  "button.comment": "コメントを書く",
  "button.leave-message": "メッセージを残す",
  "button.keep-asking": "アシスタントに質問を続ける",
  "card.assistant":
    "アシスタントが対応しています。ヘルプ記事をもとにお答えします。いつでも担当者をお呼びいただけます。",
  "card.case": "お問い合わせ番号 **{case}**",
  "card.with": "現在の担当:{agents}",
  "card.on-hold":
    "会話は保留中です。担当者からこちらに改めてご連絡します。お書きになったことは担当者に届きます。",
  "handoff.passed-on": "別の担当者に引き継いでいます。これまでの内容も引き継がれます。",
  "queue.estimate": "ここからは通常 {minutes, plural, other {約#分}}です。",
  "queue.long": "通常は1時間以上かかります。後で戻ってきても大丈夫です。内容は失われません。",
  "agent.back": "**{agent}** が引き続き対応します。",
  "agent.back-unnamed": "担当者が引き続き対応します。",
  "agent.guest": "担当者がもう一人、この会話に参加しました。",
  "rating.ask": "対応はいかがでしたか。1から5で評価してください。",
  "rating.thanks": "{stars} 評価をありがとうございます。",
  "form.comment": "コメント",
  "form.comment-label": "ご意見をお聞かせください",
  "form.leave-message": "メッセージを残す",
  "form.leave-message-label": "ご用件をお書きください",
  "reopen.too-late": "この会話はもう再開できません。ここに書き込むと、新しい会話が始まります。",
  "reopen.already-talking": "すでに会話中です。このままお書きください。",
  "hours.closed":
    "ただいま担当者は不在です。{time}({relative})に戻ります。メッセージを残してお問い合わせを登録するか、引き続き私に質問してください。",
  "hours.closed-unknown":
    "ただいま担当者は不在です。戻る時刻はわかりません。メッセージを残してお問い合わせを登録するか、引き続き私に質問してください。",
  "hours.left":
    "ありがとうございます。お問い合わせ番号は **{case}** です。担当者が戻り次第({time})、お届けします。それまでは私がお答えします。",
  "hours.left-unknown":
    "ありがとうございます。お問い合わせ番号は **{case}** です。担当者が戻り次第、お届けします。それまでは私がお答えします。",
  "hours.keep-asking": "承知しました。何でもお尋ねください。",
  "transcript.title": "{name} さんの会話",
  "transcript.case": "お問い合わせ番号 {case}",
  "transcript.times": "時刻はすべて UTC です。",
  "transcript.assistant": "アシスタント",
  "transcript.agent": "担当者",
  "transcript.gone": "(保存期間が過ぎました)",
  "transcript.here": "会話の記録をファイルでお送りします。",
  "agent.about": "{name} さんについて:",
  "agent.about-username": "Discord:@{username}",
  "agent.about-roles": "ロール:{roles}",
  "agent.about-joined": "サーバー参加日:{date}",
  "agent.about-language": "言語:{language}",
  "agent.about-case": "お問い合わせ:{url}",
  "agent.about-open-cases": "ほかの未解決のお問い合わせ:{list}",
  "agent.about-first": "初めての会話です。",
  "agent.about-earlier": "以前の会話(番号):{list}",
  "agent.reopened": "{name} さんがお問い合わせ {case} を再開しました。以前の会話は上にあります。",
  "agent.left-message": "(担当者の不在中にメッセージを残しました)",
  "agent.history": "以前の会話より:",
  "alert.token-refused":
    "{side} が flexcord のトークンを拒否しています。再び受け入れられるまで何も送信されません。すべて待機中で、失われるものはありません。",
  "alert.message-parked":
    "{count, plural, other {# 件のメッセージ}}の配信を断念しました（{code}）。対処方法は `flexcord parked` でわかります。",
  "alert.message-waiting": "{count, plural, other {# 件}}が {side} への配信を長く待っています。",
  "alert.member-waiting":
    "{count, plural, other {# 人のメンバー}}が担当者を長く待っています。最も長いのはケース {case} です。",
  "alert.case-unanswered": "ケース {case} に、約束の時間内に返信がありません。",
  "alert.case-unsolved": "ケース {case} は、約束の時間内に解決していません。",
  "alert.source-failing": "情報源「{source}」を読み取れません（{code}）。新着情報は告知されません。",
  "alert.announcement-late":
    "{count, plural, other {#件の告知}}を投稿できませんでした（{code}）。詳しくは `flexcord announce list` をご覧ください。",
  "tracker.untitled": "ケース {case}",
  "tracker.footer": "Discord で報告されたケース {case}。",
  "tracker.footer-by": "{name} さんが Discord で報告したケース {case}。",
  "tracker.said-by": "**{name}** さん:",
  "tracker.resolved": "ケース {case} は解決しました。",
  "tracker.closed": "ケース {case} は終了しました。",
  "tracker.duplicate": "ケース {case} は、同じ内容のケース {other} に引き継がれました。",
  "tracker.reopened": "ケース {case} は再開されました。",
  "alert.tracker-late":
    "ケースの変更 {count, plural, other {# 件}}をトラッカー「{tracker}」に伝えられませんでした（{code}）。待機中のものは、可能になり次第伝えられます。",
  "alert.gateway-down": "Discord のゲートウェイに接続されていません。メンバーの書き込みが届きません。",
  "alert.server-raided":
    "レイドモードが有効です。新しい方からの問い合わせが集中しているため、一度に少しずつしか受け付けていません。",
  "alert.store-failing":
    "台帳に書き込めません（{code}）。書き込めるようになるまで、どちらからも新しいものは受け付けません。",

  "button.vote-up": "👍 欲しい",
  "button.vote-down": "👎 いらない",
  "button.idea-status": "状況を変える",
  "button.take": "担当する",
  "button.report-done": "対応した",
  "button.report-dismiss": "問題なし",
  "button.announce-post": "投稿する",
  "button.announce-discard": "破棄する",
  "moderators.only": "これはモデレーターだけができます。",
  "idea.form": "新しいアイデア",
  "idea.title": "アイデアを一言で",
  "idea.text": "どんな内容ですか？",
  "idea.state": "状況を選んでください",
  "idea.open": "投票受付中",
  "idea.planned": "対応予定",
  "idea.in-progress": "対応進行中",
  "idea.done": "実現済み",
  "idea.declined": "見送りました",
  "idea.not-offered": "現在、ここではアイデアを投稿できません。",
  "idea.opened": "このアイデアのケース番号は **{case}** です。",
  "idea.voted": "投票を受け付けました。もう一度押すと取り消せます。",
  "idea.vote-taken-back": "投票を取り消しました。",
  "idea.over": "アイデア **{case}** の投票は終了しました。",
  "idea.stands": "アイデア **{case}** の状況: {status}",
  "idea.news": "あなたのアイデア「{title}」（ケース **{case}**）の状況: {status}",
  "idea.done-too": "あなたが投票したアイデアが実現しました:「{title}」",
  "post.idea": "アイデア **{case}**: {status}",
  "post.idea-duplicate": "アイデア **{case}**: **{other}** と同じ内容です",
  "post.idea-by": "提案: {member}",
  "report.form": "このメッセージを報告",
  "report.reason": "何が問題ですか？",
  "report.not-offered": "現在、ここではメッセージを報告できません。/ヘルプ でお知らせください。",
  "report.thanks":
    "ありがとうございます。モデレーターがメッセージを確認します。あなたが報告したことは他の誰にも知られません。確認が終わったらお知らせします。",
  "report.acted": "報告されたメッセージをモデレーターが確認し、対応しました。ありがとうございます。",
  "report.dismissed":
    "報告されたメッセージをモデレーターが確認し、そのままとしました。気にかけていただきありがとうございます。",
  "report.over": "報告 **{case}** はすでに処理済みです。",
  "report.noted": "ケース **{case}** に記録しました。",
  "post.report": "報告 **{case}**: {status}",
  "post.report-open": "新規（担当者なし）",
  "post.report-waiting-for-us": "確認しています",
  "post.report-waiting-for-member": "報告者の返答待ち",
  "post.report-resolved": "対応済み",
  "post.report-closed": "問題なし",
  "post.reported-by": "{count, plural, other {# 人が報告}}",
  "post.taken-by": "担当: {name}",
  "announce.form": "全員へのお知らせ",
  "announce.text": "何をお知らせしますか？",
  "announce.not-offered": "ここではお知らせを出せません。flexcord announce を使ってください。",
  "announce.empty": "お知らせする内容がありません。",
  "announce.preview": "全員にはこのように表示されます。投稿しますか？",
  "announce.posted": "まもなく投稿されます。",
  "announce.discarded": "破棄しました。何も投稿されていません。",
  "button.me-too": "私も",
  "button.add-details": "詳細を追加",
  "button.same": "私も: {case} {title}",
  "button.open-anyway": "どれでもない。新しく報告する",
  "bug.form": "不具合を報告",
  "bug.summary": "何が起きていますか(一文で)",
  "bug.severity": "どのくらい深刻ですか",
  "bug.severity-low": "軽微: 見た目がおかしいだけ",
  "bug.severity-normal": "困る: 回避する方法はある",
  "bug.severity-high": "深刻: 動かないものがある",
  "bug.severity-urgent": "非常に深刻: まったく先に進めない",
  "bug.area": "何についてですか",
  "bug.steps": "どうすると起きますか",
  "bug.steps-help": "順を追って: 何をして、何を期待し、代わりに何が起きたか。",
  "bug.files": "画像、動画、ログ",
  "bug.details-label": "ほかに知っておくべきことはありますか",
  "bug.not-offered": "ここでは現在、不具合の報告を受け付けていません。/ヘルプ でお知らせください。",
  "bug.similar": "すでに知られているかもしれません。次のどれかですか?",
  "bug.counted": "記録しました。ケース **{case}** はあなたにも当てはまります。直ったらお知らせします。",
  "bug.already": "ケース **{case}** にはすでに数えられています。直ったらお知らせします。",
  "bug.over": "ケース **{case}** は終了しています。まだ起きる場合は /不具合 で報告してください。",
  "bug.gone": "その報告はもうありません。",
  "bug.details-added": "ありがとうございます。ケース **{case}** に加えました。",
  "bug.no-details": "空だったので、何も追加されませんでした。",
  "bug.fixed": "ケース **{case}** で報告いただいた不具合が直りました。お知らせありがとうございました。",
  "bug.fixed-too": "あなたにも起きていた不具合、ケース **{case}** が直りました。",
  "report.opened": "ありがとうございます。ケース番号は **{case}** です。経過をお知らせします。",
  "report.posted":
    "ありがとうございます。ケース番号は **{case}** で、みんながここで見られます: {link} 経過をお知らせします。",
  "post.bug": "不具合 **{case}**: {status}",
  "post.bug-duplicate": "不具合 **{case}**: **{other}** と同じものです",
  "post.severity": "深刻さ: {severity}",
  "post.area": "分野: {area}",
  "post.reporters": "{count, plural, other {ほかに # 人に起きています。}}",
  "post.open": "報告済み",
  "post.waiting-for-us": "対応中",
  "post.waiting-for-member": "詳細待ち",
  "post.resolved": "修正済み",
  "post.closed": "終了",
};
