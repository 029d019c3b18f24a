-- Since when a case is handled with an earlier one, whose citizen alone is asked (AppealLinked).
ALTER TABLE cases ADD COLUMN linked_at timestamptz;
