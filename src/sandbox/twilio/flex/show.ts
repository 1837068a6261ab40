import type { ChannelParticipant, Interaction, InteractionChannel, Invite } from "./model.ts";

const API = "https://flex-api.twilio.com/v1";

export function showInteraction(interaction: Interaction): unknown {
  const url = `${API}/Interactions/${interaction.sid}`;
  return {
    sid: interaction.sid,
    channel: { type: interaction.type, sid: interaction.channelSid },
    routing: interaction.routing,
    interaction_context_sid: null,
    webhook_ttid: null,
    url,
    links: { channels: `${url}/Channels` },
  };
}

export function showChannel(channel: InteractionChannel): unknown {
  const url = channelUrl(channel.interactionSid, channel.sid);
  return {
    sid: channel.sid,
    interaction_sid: channel.interactionSid,
    type: channel.type,
    status: channel.status,
    error_code: channel.errorCode,
    error_message: channel.errorMessage,
    url,
    links: {
      participants: `${url}/Participants`,
      invites: `${url}/Invites`,
      transfers: `${url}/Transfers`,
    },
  };
}

export function showInvite(invite: Invite): unknown {
  return {
    sid: invite.sid,
    channel_sid: invite.channelSid,
    interaction_sid: invite.interactionSid,
    routing: invite.routing,
    url: `${channelUrl(invite.interactionSid, invite.channelSid)}/Invites/${invite.sid}`,
  };
}

export function showChannelParticipant(participant: ChannelParticipant): unknown {
  return {
    sid: participant.sid,
    type: participant.type,
    interaction_sid: participant.interactionSid,
    channel_sid: participant.channelSid,
    routing_properties: participant.routing,
    url: `${channelUrl(participant.interactionSid, participant.channelSid)}/Participants/${participant.sid}`,
  };
}

function channelUrl(interactionSid: string, channelSid: string): string {
  return `${API}/Interactions/${interactionSid}/Channels/${channelSid}`;
}
