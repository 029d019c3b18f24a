-- Who said what came of a callback: the operator who rang, or the citizen himself by text or web. A citizen's comment
-- stands in note_key and note_box, as intake sealed it.
ALTER TABLE callbacks ADD COLUMN said_by text CHECK (said_by IN ('operator', 'citizen'));
