-- schemas: reta
-- Why: a staff member's number in an answer at the receipt is looked up as one in a complaint is. Marks are keyed: whoever
-- reads them without the key learns no number.
CREATE POLICY staff_marks_heard ON staff_marks FOR SELECT TO reta_ledger USING (true);
GRANT SELECT ON staff_marks TO reta_ledger;
GRANT EXECUTE ON FUNCTION mark_counts TO reta_ledger;
