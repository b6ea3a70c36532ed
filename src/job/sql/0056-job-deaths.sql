-- How often in a row the program ended while it ran a job, without a word on how the job ended (job.h).
ALTER TABLE job ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
