import { attempt } from "../alerts.ts";
import { control, type Reservation } from "../control.ts";
import { createChat } from "./chat.ts";
import { showAgent } from "./head.ts";
import { type DeskState, EMPTY_DESK, chosenTask, openTasks } from "./state.ts";
import { showWork } from "./work.ts";

/** The right pane: one agent's desk. */
export function createDeskPane(): { readonly refresh: () => Promise<void> } {
  let state: DeskState = EMPTY_DESK;

  const update = (change: Partial<DeskState>) => {
    state = { ...state, ...change };
    showAgent(state, { signIn, sitAt, setAvailable, startSigningIn: () => update({ signingIn: true }) });
    showWork(state, { accept, open });
    showChat(state);
  };
  const asAgent = (action: (workerSid: string) => Promise<unknown>) => {
    const { workerSid } = state;
    if (workerSid !== null) void attempt(() => action(workerSid));
  };

  const signIn = (fullName: string) =>
    void attempt(async () => {
      const { workerSid } = await control.signIn(loginOf(fullName), fullName);
      update({ workerSid, signingIn: false, reservations: [], taskSid: null, conversation: null });
      await refresh();
    });
  const sitAt = (workerSid: string) => {
    update({ workerSid, reservations: [], taskSid: null, conversation: null });
    void attempt(refresh);
  };
  const setAvailable = (available: boolean) => asAgent((sid) => control.available(sid, available));
  const open = (taskSid: string) => {
    update({ taskSid, conversation: null });
    void attempt(refresh);
  };
  const accept = (task: Reservation) =>
    asAgent(async (sid) => {
      await control.accept(sid, task.reservationSid);
      open(task.taskSid);
    });
  const showChat = createChat({
    hold: (task) => asAgent((sid) => control.hold(sid, task.taskSid)),
    end: (task) => asAgent((sid) => control.end(sid, task.taskSid)),
    complete: (task) => asAgent((sid) => control.complete(sid, task.taskSid)),
    send: (task, files) =>
      asAgent(async (sid) => {
        // Flex takes one file a message.
        for (const file of files) await control.sendFile(sid, task.conversationSid, file);
      }),
    write: (task, text) => asAgent((sid) => control.write(sid, task.conversationSid, text)),
  });

  const refresh = async () => {
    const before = state;
    const desk = await control.desk();
    const present = desk.agents.find(({ workerSid }) => workerSid === state.workerSid) ?? desk.agents[0];
    const workerSid = present?.workerSid ?? null;
    const reservations = workerSid === null ? [] : (await control.tasks(workerSid)).reservations;
    const read = { ...state, desk, workerSid, reservations };
    const talking = openTasks(read).find(({ status }) => status !== "pending");
    const task = chosenTask(read) ?? talking;
    const conversation = task === undefined ? null : await control.conversation(task.conversationSid);
    // Another desk or task was chosen meanwhile, which is being read already.
    if (state.workerSid !== before.workerSid || state.taskSid !== before.taskSid) return;
    update({ desk, workerSid, reservations, taskSid: task?.taskSid ?? null, conversation });
  };
  return { refresh };
}

/** As companies name their people's accounts: "Alex Rivers" signs in as alex.rivers. */
function loginOf(fullName: string): string {
  return fullName.toLowerCase().replaceAll(/\s+/g, ".");
}
