-- A message for someone who had left a live channel leaves by another one, in the same matter.
ALTER TABLE message ADD COLUMN elsewhere TEXT;  -- the channel it left by instead: "mail"; NULL: its own
-- delivery gains 6: the person was not there and gave no address; it waits in the channel for their return
