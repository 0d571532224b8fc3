import process from "node:process";
import { answerPlugin } from "./answer.js";

void answerPlugin(process.stdin).then((answer) => {
  // Anything but one JSON document on standard output is lost or shown as an address.
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
