-- What was changed in the settings is found without reading the facts of persons and conversations, which are
-- nearly all there is.
CREATE INDEX fact_setting ON fact (position) WHERE conversation IS NULL AND person IS NULL;
