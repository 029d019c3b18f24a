-- What was noted of the studio about a case, one sealed JSON: an answer, a promise. It is kept whether a fact carries it yet
-- or not, and tells the same words from others when they come again.
ALTER TABLE cases ADD COLUMN said_key text;
ALTER TABLE cases ADD COLUMN said_box text;
