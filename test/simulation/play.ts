/** `node test/simulation/play.ts <seeds>`: plays seeds from 1 on and prints the violations of the first that fails. */
import { firstFailure } from "./seeds.ts";

const { failed } = await firstFailure({ from: 1, count: Number(process.argv[2]) });
process.stdout.write(JSON.stringify(failed?.violations ?? []));
