// A process of its own that opens an embedded database, says so, and holds it until its input ends.
import { openEmbedded } from "#src/database/embedded.ts";

const lease = await openEmbedded(process.argv[2] ?? "", { durable: process.argv[3] === "durable" });
process.stdout.write(`${JSON.stringify({ superuserUrl: lease.superuserUrl, ownerUrl: lease.ownerUrl })}\n`);
process.stdin.resume();
process.stdin.on("end", async () => {
  await lease.close();
  process.exit(0);
});
