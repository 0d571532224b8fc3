import type {
  PlexCheck,
  PreviewRow,
  RuleProposal,
  Setup,
  SetupChoices,
  SetupStep,
  StashCheck,
} from "../src/setup/setup.ts";

export const stashCheck: StashCheck = { version: "v0.30.1", scenes: 1_234, folders: ["/data"] };

export const plexCheck: PlexCheck = {
  version: "1.43.4",
  name: "Attic",
  sections: [section("1", "Films", "/media/films"), section("2", "Club", "/media/club")],
  ours: ["2"],
};

function section(key: string, title: string, path: string): PlexCheck["sections"][number] {
  return {
    key,
    uuid: `uuid-${key}`,
    title,
    type: "movie",
    agent: "tv.plex.agents.movie",
    scanner: "Plex Movie",
    language: "en-US",
    locations: [{ id: 1, path }],
    refreshing: false,
    providerGroupId: null,
  };
}

export const ruleProposal: RuleProposal = {
  rules: [
    {
      name: "films",
      plex: "/media/films",
      stash: "/data",
      files: 7,
      written: { name: "films", plex: "/media/films", stash: "/data" },
    },
  ],
  sampled: 20,
  withoutRule: 13,
  sentences: ["One rule explains the other seven."],
};

export const previewRows: readonly PreviewRow[] = [
  {
    itemId: 11,
    file: "/media/films/Alps/Dawn.mp4",
    before: {
      title: "Dawn",
      year: null,
      studio: null,
      summary: null,
      cast: [],
      genres: [],
      hasPoster: true,
    },
    after: {
      title: "Dawn over the Alps",
      year: 2021,
      studio: "Northern Lights",
      summary: "Two friends wait for the sun.",
      cast: ["Ada Frost", "Ben Vale"],
      genres: ["Outdoors", "Morning"],
      sceneId: 5,
      poster: { kind: "scene-poster", id: 5, version: "v1" },
    },
    reason: "whole name: Alps/Dawn.mp4",
  },
  {
    itemId: 12,
    file: "/media/films/Unknown.mp4",
    before: {
      title: "Unknown",
      year: null,
      studio: null,
      summary: null,
      cast: [],
      genres: [],
      hasPoster: false,
    },
    after: null,
    reason: "Stash does not know this file.",
  },
];

export const plannedSteps: readonly SetupStep[] = [
  { id: "settings", sentence: "Write the settings.", state: "to-do", result: null },
  { id: "provider", sentence: "Register this provider in Plex.", state: "to-do", result: null },
  {
    id: "plugin",
    sentence: "Install the plugin in Stash.",
    state: "as-it-was",
    result: "It is installed.",
  },
];

/** The smallest JPEG that is told to be one. */
export const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]);

/** A call that waits until it is let go. */
export interface Gate {
  open(): void;
  readonly passed: Promise<void>;
}

export function gate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), passed };
}

export interface FakeSetup extends Setup {
  /** What was asked, in order, with what. */
  readonly asked: { readonly call: keyof Setup; readonly with: unknown }[];
  /** Sentences with which calls fail. */
  readonly failures: Partial<Record<keyof Setup, string | undefined>>;
  /** Where calls wait. */
  readonly gates: Partial<Record<keyof Setup, Gate>>;
  /** What becomes of the steps. */
  ends: (step: SetupStep) => SetupStep;
}

/** A set-up that answers from memory, and does what the test wants. */
export function createFakeSetup(): FakeSetup {
  const answer = async <Value>(call: keyof Setup, given: unknown, value: Value): Promise<Value> => {
    fake.asked.push({ call, with: given });
    await fake.gates[call]?.passed;
    const failure = fake.failures[call];
    if (failure !== undefined) throw new Error(failure);
    return value;
  };
  const fake: FakeSetup = {
    asked: [],
    failures: {},
    gates: {},
    ends: (step) =>
      step.state === "to-do" ? { ...step, state: "done", result: "It is done." } : step,
    checkStash: (stash) => answer("checkStash", stash, stashCheck),
    checkPlex: (plex) => answer("checkPlex", plex, plexCheck),
    proposeRules: (choices) => answer("proposeRules", choices, ruleProposal),
    preview: (choices) => answer("preview", choices, previewRows),
    posterNow: (_plex, itemId) => answer("posterNow", itemId, jpeg),
    posterThen: (_stash, poster) => answer("posterThen", poster, jpeg),
    plan: (choices: SetupChoices) => answer("plan", choices, plannedSteps),
    apply: async (choices, onStep) => {
      const ended: SetupStep[] = [];
      for (const step of plannedSteps) {
        onStep({ ...step, state: "running" });
        await answer("apply", choices, null);
        const end = fake.ends(step);
        ended.push(end);
        onStep(end);
      }
      return ended;
    },
  };
  return fake;
}
