-- Why: when a component of lines is to begin and to be over, as its plan was drawn, is what its real days are compared with (O-36).
-- Locks: orchestration.component for an instant. Duration: instant. Breaking: no.
alter table orchestration.component add column planned_start timestamptz, add column planned_end timestamptz;
