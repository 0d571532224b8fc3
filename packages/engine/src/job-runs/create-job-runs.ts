import type { DatabaseSync } from "node:sqlite";

import { givenLimit, prepareChange, prepareQuery } from "../store/typed-query.ts";
import type { JobOutcome, JobRun, JobRuns } from "./job-run.ts";

const columns = `id, name, started_at AS startedAt, ended_at AS endedAt, outcome, summary`;

/** Runs of a job that are kept; older ones are forgotten as new ones begin. */
const kept = 200;

/**
 * The table of job runs over the connection that writes. What is not ended when this is made was ended together with
 * the program that had begun it.
 */
export const createJobRuns = (db: DatabaseSync): JobRuns => {
  prepareChange<[]>(
    db,
    "UPDATE job_runs SET outcome = 'interrupted' WHERE ended_at IS NULL AND outcome IS NULL",
  )();
  const insert = prepareChange<[name: string, startedAt: number]>(
    db,
    "INSERT INTO job_runs (name, started_at) VALUES (?, ?)",
  );
  const inserted = prepareQuery<{ id: number }>(db, "SELECT max(id) AS id FROM job_runs");
  const forget = prepareChange<[name: string, name: string]>(
    db,
    `DELETE FROM job_runs WHERE name = ? AND id <=
       (SELECT id FROM job_runs WHERE name = ? ORDER BY id DESC LIMIT 1 OFFSET ${kept})`,
  );
  const finish = prepareChange<[number, JobOutcome, string | null, number]>(
    db,
    "UPDATE job_runs SET ended_at = ?, outcome = ?, summary = ? WHERE id = ?",
  );
  const latest = prepareQuery<JobRun>(
    db,
    `SELECT ${columns} FROM job_runs WHERE id IN (SELECT max(id) FROM job_runs GROUP BY name)
       ORDER BY name`,
  );
  const list = prepareQuery<JobRun, [string, number]>(
    db,
    `SELECT ${columns} FROM job_runs WHERE name = ? ORDER BY id DESC ${givenLimit}`,
  );
  return {
    begin: (name, startedAt) => {
      insert(name, startedAt);
      forget(name, name);
      return Promise.resolve(inserted.get()?.id ?? 0);
    },
    end: (id, { endedAt, outcome, summary }) => {
      finish(endedAt, outcome, summary, id);
      return Promise.resolve();
    },
    latest: () => Promise.resolve(latest.all()),
    list: (name, limit) => Promise.resolve(list.all(name, limit)),
  };
};
