-- Heads are found by their unit from now on: the entries of the grants that are there already.
INSERT OR IGNORE INTO row_index (idx, value, tbl, id)
  SELECT 'grant.head', json_extract(body, '$.unit'), tbl, id FROM row
  WHERE tbl = 'grant' AND json_extract(body, '$.role') = 'unit_head';
