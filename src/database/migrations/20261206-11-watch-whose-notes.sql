-- schemas: reta
-- Why: the vault opened notes of the review by the role alone, and left it to the server's lists whom they are about. It
-- looks for itself: it may read neither list, and is told of a note what it needs to refuse one.
CREATE FUNCTION notes_about(text_ids uuid[])
RETURNS TABLE (text_id uuid, officers uuid[], case_id uuid, inquired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO reta, pg_temp AS $$
  SELECT m.mark_id, array_remove(ARRAY[i.officer_id, i.second_id], NULL), i.case_id,
    coalesce(i.officer_id IN (SELECT officers_under_inquiry()), false)
  FROM review_marks m JOIN review_items i USING (item_id) WHERE m.mark_id = ANY (text_ids)
  UNION ALL
  SELECT v.verdict_id, ARRAY[d.officer_id], d.case_id, false
  FROM opening_verdicts v JOIN drawn_openings d USING (opening_id) WHERE v.verdict_id = ANY (text_ids)
$$;
REVOKE ALL ON FUNCTION notes_about FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notes_about TO reta_vault;
COMMENT ON FUNCTION notes_about IS 'Whom notes of the review and verdicts are about, of which case, and whether an inquiry is open: for the vault';
