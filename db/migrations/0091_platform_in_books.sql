-- Why: what an order in another currency is worth in the books counts the decimals of both; queries that add such sums up had the
-- rate alone, and were wrong by 100 for a yen in a company of pounds. The decimals are those of src/platform/money.ts.
-- Locks: none. Duration: at once. Breaking: no.
create function platform.currency_digits(currency text) returns integer
  language sql immutable parallel safe strict
  return case
    when currency = any ('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF}'::text[]) then 0
    when currency = any ('{BHD,IQD,JOD,KWD,LYD,OMR,TND}'::text[]) then 3
    when currency = any ('{CLF,UYW}'::text[]) then 4
    else 2 end;
create function platform.in_books(amount bigint, rate_e10 bigint, currency text, books text) returns bigint
  language sql immutable parallel safe strict
  return round(amount::numeric * rate_e10 * 10::numeric ^ (platform.currency_digits(books) - platform.currency_digits(currency)) / 10000000000)::bigint;
