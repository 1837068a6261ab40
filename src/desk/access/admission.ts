import type { DoorRequest } from "../../domain/door.ts";
import type { CaseNumber, EpochMs } from "../../domain/ids.ts";
import type { RefusalReason } from "../pages/refusal-page.ts";
import type { Viewer } from "../pages/frame.ts";
import type { DeskDoorkeeper } from "../ports/access.ts";
import type { FailureLimit } from "./failure-limit.ts";
import { askerOf } from "./origin.ts";
import type { Sealer } from "./seal.ts";
import type { CaseSession, Sessions, StaffSession } from "./sessions.ts";
import { taskLife } from "./task-life.ts";
import { taskOfLink } from "./task-link.ts";

/** Somebody who may see what they asked for. */
export interface Admitted {
  readonly viewer: Viewer;
  readonly sessionId: string;
  /** Goes with every answer, so that the session lasts while its page is used. */
  readonly cookie: string | null;
}

export type Admission = Admitted | { readonly refused: RefusalReason };

export interface AdmissionParts {
  readonly sealer: Sealer;
  readonly sessions: Sessions;
  readonly doorkeeper: DeskDoorkeeper;
  /** Counts links that were not ours. */
  readonly badLinks: FailureLimit;
  readonly now: () => EpochMs;
}

/** Decides who may see what. */
export function createAdmission({ sealer, sessions, doorkeeper, badLinks, now }: AdmissionParts) {
  const lifeOf = (number: CaseNumber, taskId: CaseSession["taskId"]) =>
    taskLife(doorkeeper.conversationsOf(number), taskId, now());

  return {
    /**
     * Exchanges a link for a session. A good link is never held up by others' bad ones: nobody can guess one, and whoever
     * tries shall not lock agents out who come by way of the same proxy.
     */
    redeem(
      request: DoorRequest,
      number: CaseNumber,
      token: string,
    ): { readonly cookie: string } | { readonly refused: RefusalReason } {
      const taskId = taskOfLink(sealer, number, token);
      if (taskId === null) return { refused: badLinks.failed(askerOf(request)) ? "too-many" : "wrong-link" };
      if (lifeOf(number, taskId).state === "over") return { refused: "over" };
      return { cookie: sessions.beginCase(number, taskId) };
    },

    /** Who may see a case: the staff, and whoever has its task. */
    toCase({ headers }: DoorRequest, number: CaseNumber): Admission {
      const cookie = headers["cookie"];
      const staff = sessions.staffSession(cookie);
      if (staff !== null) return admittedStaff(staff);
      const session = sessions.caseSession(cookie);
      if (session === null) return { refused: "no-session" };
      if (session.number !== number) return { refused: "not-found" };
      const life = lifeOf(number, session.taskId);
      if (life.state === "over") return { refused: "over" };
      const { taskId } = session;
      const { memberId, agent } = life;
      const name = agent?.name || `the agent of task ${taskId}`;
      return {
        viewer: { by: "task", taskId, memberId, id: agent?.workerId ?? taskId, name },
        sessionId: session.id,
        cookie: sessions.renewCase(session),
      };
    },

    /** Who may see what is about more than one case. */
    toStaffPages({ headers }: DoorRequest): Admission {
      const staff = sessions.staffSession(headers["cookie"]);
      return staff === null ? { refused: "staff-only" } : admittedStaff(staff);
    },
  };
}

export type AdmissionDesk = ReturnType<typeof createAdmission>;

function admittedStaff({ id, userId, name }: StaffSession): Admitted {
  return { viewer: { by: "staff", id: userId, name }, sessionId: id, cookie: null };
}
