-- What a unit answered the citizen under a letter, what it reported and what the citizen said, sealed: free text that may
-- name a person. NULL in what is older.
ALTER TABLE supervisions ADD COLUMN answer_key text, ADD COLUMN answer_box text, ADD COLUMN report_key text,
    ADD COLUMN report_box text, ADD COLUMN feedback_key text, ADD COLUMN feedback_box text;
