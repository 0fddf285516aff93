-- Why: a key that another node holds kept the whole batch waiting, again and again, because nobody could say whose key it was:
-- rows that are not committed are seen by nobody. This tries each key and takes it back.
-- Locks: none on existing data. Duration: instant. Breaking: no.

-- Places (from 1) of rows whose primary key a running transaction of somebody else has inserted. Asked only after a batch waited
-- for a key in vain. Each row is inserted and undone, so none is kept, nor locked for longer than its try. A commit takes less
-- than the wait. After 200 that are held (a second), the rest counts as held: many came twice, and may all come again.
create function platform.keys_in_flight(relation regclass, candidates jsonb) returns setof integer
language plpgsql set lock_timeout = '5ms' as $$
declare
  candidate jsonb;
  place integer := 0;
  held integer := 0;
begin
  for candidate in select c.value from jsonb_array_elements(candidates) c(value) loop
    place := place + 1;
    begin
      if held < 200 then
        execute format('insert into %s select (jsonb_populate_record(null::%s, $1)).*', relation, relation) using candidate;
        raise exception 'undone' using errcode = 'DK002';
      end if;
      return next place;
    exception
      when lock_not_available then
        held := held + 1;
        return next place;
      when unique_violation or sqlstate 'DK002' then null;
    end;
  end loop;
end $$;
