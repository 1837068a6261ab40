import type { Sentences } from "../en.ts";

/** Japanese, polite form. */
export const ja: Sentences = {
  greeting:
    "こんにちは。このサーバーのサポート用アシスタントです。ご用件を書いていただければ、ヘルプ記事からお探しします。担当者と話したいときは、下のボタンを押すか、いつでもそうお伝えください。",
  "button.human": "担当者と話す",

  "helpme.opened": "ダイレクトメッセージをお送りしました。こちらでお話ししましょう：",
  "helpme.continues": "すでに会話中です。続きはこちらです：",
  "helpme.dms-closed":
    "プライバシー設定により、ダイレクトメッセージをお送りできませんでした。設定を変えるには、このサーバーのアイコンを右クリック（スマートフォンでは長押し）し、**プライバシー設定**を選んで**ダイレクトメッセージ**をオンにしてください。私をブロックしている場合は解除してください。その後、もう一度コマンドを使ってください。",

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

  "case.resolved": "ケース **{case}** は解決済みになりました。まだの場合は、ここに書いてください。",
  "case.closed": "ケース **{case}** は終了しました。",
  "case.reopened": "ケース **{case}** を再開しました。",
  "case.duplicate": "ケース **{case}** は、同じ内容のケース **{other}** に引き継がれました。",

  "gap.caught-up":
    "しばらく Discord との接続が切れていました。その間に書かれた内容は受け取っています。ボタンやコマンドに反応がなかった場合は、もう一度お試しください。",
  "gap.unread":
    "しばらく Discord との接続が切れており、その間に書かれた内容が分かりません。お手数ですが、もう一度送ってください。",

  "file.kind-refused":
    "**{file}** をお渡しできませんでした。この種類のファイルは担当者に表示できません。表示できる種類: {kinds}",
  "file.too-large": "**{file}** をお渡しできませんでした。{limit} を超えています。",
  "file.lost": "**{file}** をお渡しできませんでした。もう一度お送りください。",
  "file.link":
    "**{file}** ({size}) は大きすぎるため、ここでは送れません。{hours, plural, other {# 時間}}以内であればダウンロードできます:",

  "failed.try-again": "申し訳ありません。こちら側で問題が起きました。少し待ってからもう一度お試しください。",

  "agent.summary": "{name} さんが担当者を希望しています。ケース {case}。これまでの会話は上にあります。",
  "agent.pressed": "（ボタン「{label}」を押しました）",
  "agent.member-edited": "{name} さんがメッセージを変更しました。変更前:\n{before}\n変更後:\n{after}",
  "agent.member-deleted": "{name} さんがメッセージを削除しました。内容:\n{before}",
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
    "しばらく Discord との接続が切れていました。上のメッセージは後から取得したもので、その間の削除は反映されていません。",
  "agent.gap-unread":
    "しばらく Discord との接続が切れていました。その間にメンバーが書いた内容を取得できなかったため、抜けがあるかもしれません。",
  "agent.not-delivered-dms-closed":
    "未配信：メンバーのダイレクトメッセージが閉じているため、現在ここの内容を読むことができません。",
  "agent.not-delivered":
    "未配信：Discord がこのメッセージを受け付けなかったため、メンバーには届いていません。",

  "alert.token-refused":
    "{side} が flexcord のトークンを拒否しています。再び受け入れられるまで何も送信されません。すべて待機中で、失われるものはありません。",
  "alert.message-parked":
    "{count, plural, other {# 件のメッセージ}}の配信を断念しました（{code}）。対処方法は `flexcord parked` でわかります。",
  "alert.message-waiting": "{count, plural, other {# 件}}が {side} への配信を長く待っています。",
  "alert.member-waiting":
    "{count, plural, other {# 人のメンバー}}が担当者を長く待っています。最も長いのはケース {case} です。",
  "alert.source-failing": "情報源「{source}」を読み取れません（{code}）。新着情報は告知されません。",
  "alert.announcement-late":
    "{count, plural, other {#件の告知}}を投稿できませんでした（{code}）。詳しくは `flexcord announce list` をご覧ください。",
  "alert.gateway-down": "Discord のゲートウェイに接続されていません。メンバーの書き込みが届きません。",
  "alert.store-failing":
    "台帳に書き込めません（{code}）。書き込めるようになるまで、どちらからも新しいものは受け付けません。",
};
