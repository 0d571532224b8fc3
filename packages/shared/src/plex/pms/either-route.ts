import { PmsError } from "./pms-error.ts";

/**
 * Asks the way that clients use, and where the server does not know it (404, 405) the way that its documents describe.
 * They disagree on several routes; which of them a coming version keeps is not known.
 */
export async function orElse<Answer>(
  usual: () => Promise<Answer>,
  documented: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await usual();
  } catch (error) {
    if (error instanceof PmsError && (error.status === 404 || error.status === 405)) {
      return documented();
    }
    throw error;
  }
}
