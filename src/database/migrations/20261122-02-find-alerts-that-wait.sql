-- schemas: reta, training
-- Why: the clock asks every few seconds which alerts nobody answered. Without this index every unanswered alert was
-- compared with every other: 30,000 of them kept a processor busy for half a minute, again and again.

CREATE INDEX alerts_by_escalated ON alerts (escalates) WHERE escalates IS NOT NULL;
