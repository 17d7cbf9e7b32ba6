"""The Croissant description (http://mlcommons.org/croissant/1.1) of a release.

Belongs here: models → record sets over the Parquet files; vocabularies → enumerations. Does not belong here: what a
release is called, where its files lie, how large they are; the caller gives these.

Where the specification leaves a choice, the form is the one that its reference reader, mlcroissant 1.1, reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas import derive
from schemas.datapackage import resource_name
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.codes import Code
    from schemas.contents import ColumnContent, TableContent
    from schemas.datapackage import DataFile
    from schemas.derive import Column
    from schemas.fields import Table

SPECIFICATION = "http://mlcommons.org/croissant/1.1"
MEDIA_TYPES = {"parquet": "application/x-parquet", "csv": "text/csv"}
TYPES = {
    pa.string(): "sc:Text",
    pa.int32(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.bool_(): "sc:Boolean",
    pa.date32(): "sc:Date",
    pa.timestamp("us", "UTC"): "sc:DateTime",
}
_PROPERTIES = (
    "annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field fileObject fileProperty"
    " fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path readLines recordSet references"
    " regex repeated replace samplingRate sdVersion separator source subField transform unArchive value"
)
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": "sc:description",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": "sc:name",
    **{name: f"cr:{name}" for name in _PROPERTIES.split()},
}


def description(
    properties: Mapping[str, Any], files: Mapping[str, Mapping[str, DataFile]], contents: Mapping[str, TableContent]
) -> dict[str, Any]:
    """The content of croissant.json.

    Args:
        properties: what the dataset says of itself in terms of schema.org: name, license, creator and the like.
        files: per form (`parquet`, `csv`) and table, its file.
        contents: per table, what it holds.

    Returns: the description: one file object per file, one record set per Parquet file, and one enumeration per
    vocabulary of their columns. CSV files have no record sets: they say what their Parquet files say.
    """
    objects = [_file_object(table, form, file) for form, tables in files.items() for table, file in tables.items()]
    models = {name: TABLES[name] for name in files["parquet"]}
    record_sets = [_record_set(name, model, contents[name]) for name, model in models.items()]
    enumerations = [_enumeration(codes) for codes in derive.vocabularies(models)]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": SPECIFICATION,
        **properties,
        "distribution": objects,
        "recordSet": [*record_sets, *enumerations],
    }


def _file_object(table: str, form: str, file: DataFile) -> dict[str, Any]:
    twin = {} if form == "parquet" else {"sameAs": file_id(table, "parquet")}
    return {
        "@type": "cr:FileObject",
        "@id": file_id(table, form),
        "name": f"{table}.{form}",
        "description": derive.summary(TABLES[table]),
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": MEDIA_TYPES[form],
        "sha256": file.sha256,
        **twin,
    }


def file_id(table: str, form: str) -> str:
    """What a table's file is called: its resource in the data package, with `-file` behind it."""
    return f"{resource_name(table, form)}-file"


def _record_set(table: str, model: type[Table], content: TableContent) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": derive.summary(model),
        "key": [{"@id": f"{table}/{column}"} for column in derive.primary_key(model)],
        "field": [_field(table, column, content.columns[column.name]) for column in derive.columns(model)],
    }


def _field(table: str, column: Column, content: ColumnContent) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": TYPES[column.arrow_type],
        "source": _source(table, column.name),
    }
    target = _target(column)
    # mlcroissant joins what references point to, and cannot join a column of nulls.
    return {**field, "references": target} if target and content.n_values else field


def _target(column: Column) -> dict[str, Any] | None:
    """Where a column's values stand, None for columns whose values stand nowhere else.

    A foreign key points to the column of a file, not to the field of a record set: tables refer to each other and to
    themselves, and mlcroissant refuses record sets that do.
    """
    if column.references:
        return _source(*column.references.split("."))
    return {"field": {"@id": f"{column.vocabulary.__name__}/name"}} if column.vocabulary else None


def _source(table: str, column: str) -> dict[str, Any]:
    return {"fileObject": {"@id": file_id(table, "parquet")}, "extract": {"column": column}}


def _enumeration(codes: type[Code]) -> dict[str, Any]:
    name = codes.__name__
    meanings = {"name": "The code.", "description": "What it means."}
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": derive.vocabulary_summary(codes),
        "dataType": "sc:Enumeration",
        "key": [{"@id": f"{name}/name"}],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field}",
                "name": field,
                "description": meaning,
                "dataType": "sc:Text",
            }
            for field, meaning in meanings.items()
        ],
        "data": [{f"{name}/name": str(code), f"{name}/description": code.description} for code in codes],
    }
