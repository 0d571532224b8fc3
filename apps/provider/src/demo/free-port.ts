import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** The port to serve on, and what to tell people when it is not the one they expect. */
export interface ChosenPort {
  readonly port: number;
  readonly notice: string | null;
}

async function portIfFree(port: number, host: string | null): Promise<number | null> {
  const server = createServer();
  try {
    server.listen({ port, ...(host !== null && { host }) });
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch {
    return null;
  } finally {
    server.close();
  }
}

/**
 * The wanted port, or any free one when something else listens there: a sample must run beside whatever is installed.
 *
 * @throws Error when the machine lends no port at all
 */
export async function choosePort(wanted: number, host: string | null): Promise<ChosenPort> {
  const port = await portIfFree(wanted, host);
  if (port !== null) return { port, notice: null };
  const other = await portIfFree(0, host);
  if (other === null)
    throw new Error(`No port can be opened on ${host ?? "this machine"}: check the setting HOST.`);
  const notice = `Port ${wanted} cannot be used (something else listens there), so this sample uses ${other}. Set PORT to choose another.`;
  return { port: other, notice };
}
