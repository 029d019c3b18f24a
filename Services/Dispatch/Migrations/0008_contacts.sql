-- Whether the citizen left a way to be reached. NULL: the case was registered before that was told.
ALTER TABLE cases ADD COLUMN has_contact boolean;
