-- Councils are found by their unit from now on: the entries of the grants that are there already.
INSERT OR IGNORE INTO row_index (idx, value, tbl, id)
  SELECT 'grant.council', json_extract(body, '$.unit'), tbl, id FROM row
  WHERE tbl = 'grant' AND json_extract(body, '$.role') IN ('council_member', 'council_secretary', 'council_chair');
