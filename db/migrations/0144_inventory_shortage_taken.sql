-- Why: a place in the queue of shortages was excused whatever was reserved there, also what was promised twice. Now it says since
-- which batch it is short, and what counts and other losses took since: no more may be lacking.
-- Locks: inventory.shortage exclusively, for the change of the catalog alone. Duration: at once.
-- Breaking: no; what stands in the queue by now, or is put there by an older version, names neither: its moves bound it.
alter table inventory.shortage add column batch bigint;
alter table inventory.shortage add column taken numeric(20, 6);
