-- Since when a delivery is tried in this round, by the database's clock: it is given up by age, and the time before its first
-- try does not count.
ALTER TABLE deliveries ADD COLUMN tried_since timestamptz;
