-- Why: the key by which a gateway knows a payment holds the life of the installation (decision 0018): a copy of this one that calls the same
-- gateway must not hear, or end, what this one did. It is kept with the payment, so that whoever asks again asks by the same.
-- Locks: channels.payment exclusively for an instant. Duration: instant, no row is rewritten. Breaking: yes; an older version beside it
-- asks for newer payments by another key: stop older processes first. Payments from before keep the key that they had.
alter table channels.payment add column gateway_key text collate "C";
