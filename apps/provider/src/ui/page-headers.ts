import type { RequestHandler, Response } from "express";
import helmet from "helmet";

/**
 * Headers of pages. Helmet's defaults break plain HTTP in a home network (docs/reference/toolchain.md, 3.3): no upgrade
 * of requests, no HSTS. Nothing is loaded or asked but what is our own, and nothing stands inline.
 */
export const pageHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false,
  // "no-referrer" would make browsers send our own forms with `Origin: null`.
  referrerPolicy: { policy: "same-origin" },
  crossOriginResourcePolicy: { policy: "same-origin" },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
});

export function sendPage(response: Response, page: string, status = 200): void {
  response.status(status).setHeader("Cache-Control", "no-store");
  response.type("html").send(page);
}
