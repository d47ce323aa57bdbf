-- People are found by their unit from now on: the entries of those who are there already.
INSERT INTO row_index (idx, value, tbl, id)
  SELECT 'person.unit', body::json ->> 'unit', tbl, id FROM row WHERE tbl = 'person'
  ON CONFLICT DO NOTHING;
