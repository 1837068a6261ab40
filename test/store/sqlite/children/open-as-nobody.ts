import { chownSync } from "node:fs";
import { dirname } from "node:path";
import { asFailure } from "../../../../src/domain/failure.ts";
import { open } from "../setup.ts";

/** Opens the database named without the rights of root, for whom modes do not count, and says what came of it. */
const path = process.argv[2] ?? "";
const NOBODY = 65_534;
if (process.geteuid?.() === 0) {
  // Everything on the way down belongs to nobody now, with the modes that the test has set.
  for (const owned of [path, `${path}.lock`, dirname(path), dirname(dirname(path))])
    chownSync(owned, NOBODY, NOBODY);
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
}
try {
  const store = await open(path);
  await store.close();
  process.stdout.write("open\n");
} catch (thrown) {
  process.stdout.write(`${asFailure(thrown).code}\n`);
}
