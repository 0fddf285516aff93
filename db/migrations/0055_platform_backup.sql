-- Why: backups that were taken and tried, restores, and number series that stay closed after a restore until somebody says
-- which number was the last that left the house; what was issued and lost is kept as a range.
-- Locks: number_series exclusively, for an instant. Duration: instant. Breaking: an older version beside this one would
-- issue numbers of a closed series.
alter table platform.number_series add column closed_at timestamptz;

-- Numbers that left the house before a restore, whose documents are not here any more.
create table platform.number_lost (
  company_id bigint not null,
  series text collate "C" not null,
  year integer not null,
  first bigint not null check (first > 0),
  last bigint not null,
  confirmed_at timestamptz not null,
  primary key (company_id, series, year, first),
  constraint number_lost_range check (first <= last)
);

-- One row for each backup that ended, well or not; `tried_at`: when it was last restored on trial.
create table platform.backup (
  backup_id text collate "C" primary key,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  folder text not null,
  bytes bigint,
  problem text,
  tried_at timestamptz,
  try_problem text
);

create view platform.backup_public as
select backup_id, began_at, ended_at, folder, bytes, problem, tried_at, try_problem,
  problem is null as taken, tried_at is not null and try_problem is null as proven
from platform.backup;

-- One row for each restore that this database went through.
create table platform.restoration (
  restored_at timestamptz primary key,
  epoch_before text collate "C" not null,
  epoch text collate "C" not null,
  backup_id text collate "C"
);
