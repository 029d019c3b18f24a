-- The account that took each step of supervision. NULL in what is older.
ALTER TABLE supervisions ADD COLUMN issued_by text, ADD COLUMN received_by text, ADD COLUMN answered_by text,
    ADD COLUMN reported_by text, ADD COLUMN concluded_by text;
-- Why it was decided so, sealed: free text that may name a person. NULL in what is older.
ALTER TABLE accountabilities ADD COLUMN reason_key text, ADD COLUMN reason_box text;
