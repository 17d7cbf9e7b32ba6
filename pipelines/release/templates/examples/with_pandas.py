"""Three questions to the Parquet files, with pandas: python examples/with_pandas.py [FOLDER]

FOLDER holds data/, as the release and its sample do; without it, the release in which this file lies is read.
"""

import re
import sys
from pathlib import Path

import pandas as pd

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1]
articles, actors, positions, numbers = (
    pd.read_parquet(FOLDER / f"data/{table}.parquet") for table in ("articles", "actors", "positions", "numbers")
)


def show(question, rows):
    cells = rows.map(lambda value: "-" if pd.isna(value) else re.sub("[ \t\n\v\f\r\x85\u2028\u2029]+", " ", str(value)))
    print(question, *sorted("\t".join(row) for row in cells.itertuples(index=False)), sep="\n")


sys.stdout.reconfigure(encoding="utf-8", newline="\n")
said = positions.merge(articles[["article_id", "published_on", "cluster_id"]], on="article_id")
for role in ("source", "target"):
    for column, of_actor in (("name", "name"), ("country", "country_iso3")):
        said[f"{role}_{column}"] = said[f"{role}_actor_id"].map(actors.set_index("actor_id")[of_actor])

rejected = said.loc[said["act"] == "reject", ["source_name", "target_name", "content_text"]]
show("1. Who rejected what: source, target, content", rejected)

claims = numbers[numbers["kind"] != "duration"].merge(said[["position_id", "source_name"]], on="position_id")
claims = claims.loc[claims["source_name"].notna(), ["source_name", "bound", "value", "unit", "counted"]]
claims["value"] = claims["value"].map("{:.15g}".format)
show("2. Numbers claimed by whom: source, bound, value, unit, counted", claims)

pairs = said[~said["in_title"] & said["parent_position_id"].isna()].dropna(subset=["source_country", "target_country"])
pairs = pairs[pairs["source_country"] != pairs["target_country"]]
month = pairs["published_on"].map("{:%Y-%m}".format, na_action="ignore").rename("month")
pairs = pairs.groupby([month, "source_country", "target_country"], dropna=False)
counted = pairs.agg(positions=("position_id", "size"), clusters=("cluster_id", "nunique")).reset_index()
show("3. Positions between two countries: month, source, target, positions, clusters", counted)
