"""Sources and targets of positions, as pages name them.

Belongs here: the one query that tells who takes part in a position. Does not belong here: what is asked with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VIEW = """
    CREATE OR REPLACE TEMP VIEW participants AS
    SELECT pa.position_id, pa.role, list([pa.actor_id, coalesce(a.name, m.text)] ORDER BY pa.ordinal) AS actors
    FROM position_actors AS pa
    LEFT JOIN actors AS a USING (actor_id) LEFT JOIN mentions AS m ON m.mention_id = pa.mention_id
    GROUP BY ALL
"""


def name_participants(connection: DuckDBPyConnection) -> None:
    """Make a view of one row per position and role; its `actors` are pairs of id and name, or null and the words.

    Words are null too where the text policy of the article does not allow them. Takes a connection of `open_release`.
    """
    connection.execute(VIEW)
