import { sendPage } from "../ui/page-headers.ts";
import { forgetFrom, foundBy } from "./draft.ts";
import { fieldOf, isTicked } from "./form.ts";
import { originOf, secretFor } from "./kept-secret.ts";
import { startPlexLogin } from "./plex-login.ts";
import { loginPage, PLEX_EXAMPLE, plexPage } from "./plex-page.ts";
import { readAddress } from "./server-address.ts";
import {
  ask,
  failureOf,
  goTo,
  PATIENCE_MS,
  type StepDeps,
  type StepRouter,
  type Visit,
} from "./visit.ts";
import { waitFor } from "./waiting.ts";

const NO_TOKEN = "Paste the token of the server's owner, or log in with Plex.";

function enterPlex(visit: Visit, deps: StepDeps): void {
  const { draft, form } = visit;
  const entered = fieldOf(form, "secret");
  deps.secrets.add(entered);
  draft.plex.address = fieldOf(form, "address");
  draft.withoutPlex = false;
  forgetFrom(draft, "plex");
  if (entered !== "") draft.plex.secret = { value: entered, origin: null };
  else if (isTicked(form, "forget")) draft.plex.secret = null;
}

/** Starts the check; a sentence when it cannot be started. */
function checkPlex({ draft }: Visit, deps: StepDeps): string | null {
  const read = readAddress(draft.plex.address, PLEX_EXAMPLE);
  if (!read.ok) return read.sentence;
  const { address } = read;
  draft.plex.address = address;
  const secret = secretFor(address, "", draft.plex.secret);
  if (secret === null) return NO_TOKEN;
  const choice = { url: address, token: secret.value };
  draft.tasks.plex = ask(deps, "Plex", 20, async (signal) => {
    const found = await deps.setup.checkPlex(choice, signal);
    draft.plex.secret = { ...secret, origin: originOf(address) };
    return found;
  });
  return null;
}

async function showLogin(visit: Visit, deps: StepDeps): Promise<void> {
  const { draft, response } = visit;
  const { login } = draft;
  if (login === null) {
    goTo(visit, "plex");
    return;
  }
  await Promise.race([login.look(), patience(deps)]);
  const state = login.state();
  if (state.state !== "agreed") {
    sendPage(response, loginPage(visit, state));
    return;
  }
  deps.secrets.add(state.token);
  if (draft.plex.secret?.value !== state.token) {
    draft.plex.secret = { value: state.token, origin: null };
    forgetFrom(draft, "plex");
  }
  goTo(visit, "plex");
}

const patience = ({ clock }: StepDeps): Promise<void> =>
  new Promise((resolve) => {
    clock.setTimeout(resolve, PATIENCE_MS);
  });

function addLogin(router: StepRouter, deps: StepDeps): void {
  router.post("plex/login", async (visit) => {
    const { draft } = visit;
    draft.login?.cancel();
    draft.login = startPlexLogin(deps.pins, deps.clock);
    await Promise.race([draft.login.begun, patience(deps)]);
    goTo(visit, "plex/login");
  });
  router.post("plex/login/look", (visit) => goTo(visit, "plex/login"));
  router.get("plex/login", (visit) => showLogin(visit, deps));
}

/** Where Plex is: a token that is pasted, a login by plex.tv, or no Plex at all. */
export function addPlexStep(router: StepRouter, deps: StepDeps): void {
  router.get("plex", (visit) => {
    if (foundBy(visit.draft.tasks.stash) === null) {
      goTo(visit, "stash");
      return;
    }
    const problem = failureOf(visit.draft.tasks.plex, deps.secrets);
    sendPage(visit.response, plexPage(visit, problem));
  });
  router.post("plex", async (visit) => {
    enterPlex(visit, deps);
    const problem = checkPlex(visit, deps);
    if (problem === null) await waitFor(visit, "plex");
    else sendPage(visit.response, plexPage(visit, problem), 422);
  });
  router.post("plex/without", (visit) => {
    visit.draft.withoutPlex = true;
    forgetFrom(visit.draft, "plan");
    goTo(visit, "choices");
  });
  addLogin(router, deps);
}
