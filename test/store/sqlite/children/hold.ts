import { asFailure } from "../../../../src/domain/failure.ts";
import { open } from "../setup.ts";

/** Opens the database named, says so or why not, and keeps it until it is killed. */
try {
  await open(process.argv[2] ?? "");
  process.stdout.write("open\n");
  setInterval(() => undefined, 60_000);
} catch (thrown) {
  process.stdout.write(`${asFailure(thrown).code}\n`);
}
