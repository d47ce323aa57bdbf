-- Councils are found by their unit from now on: the entries of the grants that are there already.
INSERT INTO row_index (idx, value, tbl, id)
  SELECT 'grant.council', body::json ->> 'unit', tbl, id FROM row
  WHERE tbl = 'grant' AND body::json ->> 'role' IN ('council_member', 'council_secretary', 'council_chair')
  ON CONFLICT DO NOTHING;
