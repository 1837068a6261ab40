import { perform, type Finding } from "./check.ts";
import { checks } from "./checks.ts";
import { admit, type DoctorOptions } from "./patient.ts";

export type { Finding } from "./check.ts";
export type { DoctorOptions } from "./patient.ts";

/** A finding with the check it belongs to. */
export interface Result extends Finding {
  readonly id: string;
  readonly title: string;
}

/** Looks at everything, at once, and changes nothing. The results are in the order of the list of checks. */
export async function examineInstallation(options: DoctorOptions): Promise<readonly Result[]> {
  const patient = admit(options);
  return Promise.all(
    checks.map(async (check) => ({
      id: check.id,
      title: check.title,
      ...(await perform(check, patient)),
    })),
  );
}
