"""Reads Stemma's exports with the libraries that people read such files with; a line per reader, exit 1 if one fails."""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

folder = pathlib.Path(sys.argv[1])
schemas = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
counts = json.loads((folder / "counts.json").read_text())
failed = []


class Skipped(Exception):
    pass


def reader(name):
    def run(read):
        try:
            print(f"ok      {name}: {read()}")
        except Skipped as reason:
            print(f"skipped {name}: {reason}")
        except Exception as error:
            failed.append(name)
            print(f"FAILED  {name}: {type(error).__name__}: {error}")
            traceback.print_exc()

    return run


def expect_counts(nodes, edges):
    found = {"datasets": nodes, "edges": edges}
    for key, value in found.items():
        if value != counts[key]:
            raise ValueError(f"{value} {key}, expected {counts[key]}")
    return f"{nodes} nodes, {edges} edges"


@reader("networkx GraphML")
def _():
    import networkx

    graph = networkx.read_graphml(folder / "lineage.graphml")
    if not all(isinstance(data["confidence"], float) for _, _, data in graph.edges(data=True)):
        raise ValueError("confidence is no number")
    return expect_counts(graph.number_of_nodes(), graph.number_of_edges())


@reader("networkx GEXF 1.3")
def _():
    import networkx

    graph = networkx.read_gexf(folder / "lineage.gexf", version="1.3")
    return expect_counts(graph.number_of_nodes(), graph.number_of_edges())


@reader("networkx Cytoscape JSON")
def _():
    import networkx

    graph = networkx.cytoscape_graph(json.loads((folder / "lineage.cyjs").read_text()))
    return expect_counts(graph.number_of_nodes(), graph.number_of_edges())


@reader("Graphviz dot")
def _():
    if shutil.which("dot") is None:
        raise Skipped("dot is not installed")
    made = subprocess.run(["dot", "-Tjson0", folder / "lineage.dot"], capture_output=True, check=True)
    if made.stderr:
        raise ValueError(made.stderr.decode()[:200])
    drawing = json.loads(made.stdout)
    return expect_counts(len(drawing["objects"]), len(drawing["edges"]))


@reader("prov PROV-JSON")
def _():
    import prov.model

    document = prov.model.ProvDocument.deserialize(folder / "lineage.prov.json", format="json")
    datasets = [e for e in document.get_records(prov.model.ProvEntity) if "Dataset" in str(e.get_attribute("prov:type"))]
    derivations = list(document.get_records(prov.model.ProvDerivation))
    edges = [d for d in derivations if "Quotation" not in str(d.get_attribute("prov:type"))]
    again = prov.model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    if again != document:
        raise ValueError("written and read again it is another document")
    return expect_counts(len(datasets), len(edges)) + f", {len(derivations) - len(edges)} quotations, round trip equal"


@reader("rdflib PROV-O JSON-LD")
def _():
    import rdflib

    graph = rdflib.Graph().parse(folder / "lineage.prov.jsonld", format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    terms = rdflib.Namespace("urn:stemma:terms:")
    nodes = set(graph.subjects(rdflib.RDF.type, terms.Dataset))
    edges = list(graph.subject_objects(prov.wasDerivedFrom))
    graph.serialize(format="turtle")
    return expect_counts(len(nodes), len(edges)) + f", {len(graph)} triples"


@reader("mlcroissant Croissant 1.1")
def _():
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=folder / "lineage.croissant.json")
    issues = dataset.metadata.ctx.issues
    if issues.errors:
        raise ValueError(str(issues.errors))
    for warning in sorted(issues.warnings):
        print(f"        warning: {warning}")
    return f"{dataset.metadata.name}, conforms to {dataset.metadata.ctx.conforms_to}, {len(issues.warnings)} warnings"


@reader("rdflib Croissant provenance")
def _():
    import rdflib

    graph = rdflib.Graph().parse(folder / "lineage.croissant.json", format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    edges = list(graph.subject_objects(prov.wasDerivedFrom))
    if not edges:
        raise ValueError("no derivation")
    return f"{len(edges)} derivations"


@reader("CycloneDX 1.6 schema (cyclonedx-python-lib, strict)")
def _():
    from cyclonedx.model.bom import Bom
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = (folder / "lineage.cdx.json").read_text()
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        raise ValueError(str(error)[:500])
    bom = Bom.from_json(json.loads(text))
    edges = sum(len(dependency.dependencies) for dependency in bom.dependencies)
    return expect_counts(len(bom.components), edges)


@reader("datasets and pyarrow Parquet")
def _():
    import datasets
    import pyarrow.parquet

    files = {name: str(folder / f"{name}.parquet") for name in ("nodes", "edges", "evidence")}
    with tempfile.TemporaryDirectory() as cache:
        tables = {
            name: datasets.load_dataset("parquet", data_files=file, split="train", cache_dir=cache)
            for name, file in files.items()
        }
        for name, table in tables.items():
            schema = pyarrow.parquet.read_schema(files[name])
            if schema.metadata[b"stemma.tables_version"] != b"1" or not all(field.nullable for field in schema):
                raise ValueError(f"schema of {name}: {schema}")
            with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
                rows = list(csv.DictReader(lines))
            if len(rows) != len(table) or list(rows[0]) != table.column_names:
                raise ValueError(f"{name}: Parquet and CSV differ")
        return expect_counts(len(tables["nodes"]), len(tables["edges"])) + f", {len(tables['evidence'])} pieces of evidence"


@reader("pandas CSV")
def _():
    import pandas

    nodes = pandas.read_csv(folder / "nodes.csv")
    edges = pandas.read_csv(folder / "edges.csv")
    return expect_counts(len(nodes), len(edges))


@reader("openlineage-python")
def _():
    from openlineage.client.event_v2 import InputDataset, Job, JobEvent, OutputDataset
    from openlineage.client.facet_v2 import documentation_dataset, tags_dataset

    edges = 0
    for line in (folder / "lineage.openlineage.jsonl").read_text().splitlines():
        event = json.loads(line)
        for dataset in [*event["inputs"], *event["outputs"]]:
            facets = {k: v for k, v in dataset.get("facets", {}).items()}
            documentation = {k: v for k, v in facets["documentation"].items() if not k.startswith("_")}
            documentation_dataset.DocumentationDatasetFacet(**documentation)
            for tag in facets["tags"]["tags"]:
                tags_dataset.TagsDatasetFacetFields(**tag)
        JobEvent(
            eventTime=event["eventTime"],
            producer=event["producer"],
            job=Job(**event["job"]),
            inputs=[InputDataset(namespace=one["namespace"], name=one["name"]) for one in event["inputs"]],
            outputs=[OutputDataset(namespace=one["namespace"], name=one["name"]) for one in event["outputs"]],
        )
        edges += len(event["inputs"])
    return expect_counts(counts["datasets"], edges).split(", ")[1]


def load_schema(name):
    if schemas is None or not (schemas / name).exists():
        raise Skipped(f"no {name}: name its folder")
    return json.loads((schemas / name).read_text())


@reader("OpenLineage JSON Schema 2-0-2")
def _():
    import jsonschema

    schema = load_schema("OpenLineage.json")
    validator = jsonschema.Draft202012Validator(
        {**schema, "oneOf": [{"$ref": "#/$defs/JobEvent"}]},
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )
    lines = (folder / "lineage.openlineage.jsonl").read_text().splitlines()
    for line in lines:
        validator.validate(json.loads(line))
    return f"{len(lines)} events"


@reader("SARIF 2.1.0 JSON Schema")
def _():
    import jsonschema

    schema = load_schema("sarif-schema-2.1.0.json")
    log = json.loads((folder / "findings.sarif").read_text())
    kind = jsonschema.validators.validator_for(schema)
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(log)
    return f"{len(log['runs'][0]['results'])} results"


@reader("junitparser JUnit XML")
def _():
    import junitparser

    suites = junitparser.JUnitXml.fromfile(str(folder / "findings.junit.xml"))
    cases = [case for suite in suites for case in suite]
    return f"{len(cases)} cases, {suites.failures} failures"


sys.exit(1 if failed else 0)
