"""Lists of incidents that others keep: rows -> incidents as listed, by a mapping file that explains the columns."""

from onrecord.intake.lists.mapping import Mapping, load_mapping, mapping_of
from onrecord.intake.lists.rows import read_list

__all__ = ["Mapping", "load_mapping", "mapping_of", "read_list"]
