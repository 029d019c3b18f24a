-- What a filed form says was done, sealed (rules CZ-51, CZ-52).
ALTER TABLE filings ADD COLUMN reply_key text, ADD COLUMN reply_box text;
