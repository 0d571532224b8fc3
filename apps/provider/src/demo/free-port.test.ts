import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

import { describe, expect, it } from "@jest/globals";

import { choosePort } from "./free-port.ts";

describe("choosePort", () => {
  it("takes the wanted port when it is free, else says so and takes another", async () => {
    const blocker = createServer();
    blocker.listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = blocker.address() as AddressInfo;
    const other = await choosePort(port, "127.0.0.1");
    expect(other.port).not.toBe(port);
    expect(other.notice).toContain(`Port ${port} cannot be used`);
    blocker.close();
    await once(blocker, "close");
    expect(await choosePort(port, "127.0.0.1")).toEqual({ port, notice: null });
  });

  it("names the setting when no port can be opened", async () => {
    await expect(choosePort(0, "203.0.113.1")).rejects.toThrow(/HOST/);
  });
});
