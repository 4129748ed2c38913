-- schemas: reta, training
-- Why: the planner took a call in a policy for a quarter of an operator of a hundred; it is a look-up of some 10 µs. So it
-- preferred to judge every alert of a unit and sort them to walking an index and stopping at a full page.

ALTER FUNCTION is_walled(uuid) COST 1000;
ALTER FUNCTION wall_lets_through(uuid) COST 1000;
ALTER FUNCTION is_alerted(uuid, text[]) COST 1000;
ALTER FUNCTION sees_case(uuid) COST 1000;
ALTER FUNCTION sees_alert(uuid) COST 1000;
ALTER FUNCTION sees_contents(uuid) COST 1000;
