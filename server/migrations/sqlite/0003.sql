-- People are found by their unit from now on: the entries of those who are there already.
INSERT OR IGNORE INTO row_index (idx, value, tbl, id)
  SELECT 'person.unit', json_extract(body, '$.unit'), tbl, id FROM row WHERE tbl = 'person';
