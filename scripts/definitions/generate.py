#!/usr/bin/env python3
"""Turns the official FHIR R4 (4.0.1) definitions into the tables of Sources/SvarDefinitions/Generated.

    scripts/definitions/generate.py --definitions PATH            write the files
    scripts/definitions/generate.py --definitions PATH --check    compare; exit 1 when a file differs

PATH has the folders `resources`, `types`, `SearchParameter`, `CompartmentDefinition` and `ValueSet`. Only facts are
carried over: names, cardinalities, types, targets, required bindings, marks, paths. FORMAT below says how a line of an
element reads; search parameters are made by search_parameters.py, which keeps their numbers in search-numbers.txt.
"""

import argparse
import json
import pathlib
import sys
import unicodedata

sys.dont_write_bytecode = True  # a check leaves nothing behind
import search_parameters  # noqa: E402

FORMAT = """\
A line that begins with a colon opens a type: its name, what it is, and the type whose elements it also has. Any other
line is an element: name (a choice ends in [x]), least and most, marks (S in summary, M modifier, A an attribute in
XML, - none), types separated by commas (targets in parentheses; @ names the type of a backbone element or of the
element referred to), and after ! the value set of a required binding (those of hl7.org without their common beginning).
"""

HEADER = """\
// Made by scripts/definitions/generate.py from the HL7 FHIR R4 4.0.1 definitions (CC0). Do not edit.
// swift-format-ignore-file

extension GeneratedTables {{
    /// {title}
    static let {name}: StaticString = #\"\"\"
{rows}
        \"\"\"#
}}
"""

FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
STRUCTURE = "http://hl7.org/fhir/StructureDefinition/"
VALUE_SET = "http://hl7.org/fhir/ValueSet/"


def last(url):
    return url.rsplit("/", 1)[-1]


def type_text(type_):
    """One type with the types its reference or canonical may point to."""
    code = type_["code"]
    if code.startswith("http://hl7.org/fhirpath/"):
        names = [x["valueUrl"] for x in type_.get("extension", []) if x["url"] == FHIR_TYPE]
        code = names[0] if names else "string"
    targets = [last(url) for url in type_.get("targetProfile", [])]
    if not targets or targets == ["Resource"]:
        return code
    return f"{code}({'|'.join(targets)})"


def element_line(element, nested):
    path = element["path"]
    name = path.rsplit(".", 1)[-1]
    if path in nested:
        types = "@" + path
    elif "contentReference" in element:
        types = "@" + element["contentReference"].split("#", 1)[1]
    elif path == "Resource.id":
        types = "id"  # the snapshot says string; the page of Resource says id
    else:
        types = ",".join(type_text(t) for t in element["type"])
    marks = ("S" if element.get("isSummary") else "") + ("M" if element.get("isModifier") else "")
    if "xmlAttr" in element.get("representation", []):
        marks += "A"
    line = f"{name} {element['min']} {element['max']} {marks or '-'} {types}"
    binding = element.get("binding", {})
    if binding.get("strength") == "required" and "valueSet" in binding:
        url = binding["valueSet"].split("|")[0]
        line += " !" + url.removeprefix(VALUE_SET)
    return line


def kind_text(definition):
    if definition["kind"] == "resource":
        return "abstract" if definition["abstract"] else "resource"
    if definition["kind"] == "primitive-type":
        return "primitive"
    return "abstract" if definition["abstract"] else "type"


def type_lines(definition):
    """The lines of one StructureDefinition: the type itself, then each backbone element as a type of its own."""
    name = definition["type"]
    base = last(definition.get("baseDefinition", ""))
    if definition["kind"] == "primitive-type":
        return [f":{name} primitive {base}"]
    elements = definition["snapshot"]["element"]
    parents = {e["path"].rsplit(".", 1)[0] for e in elements if "." in e["path"]}
    nested = {e["path"]: e["type"][0]["code"] for e in elements if e["path"] in parents and "." in e["path"]}
    lines = [f":{name} {kind_text(definition)} {base or '-'}"]
    owned = {}
    for element in elements[1:]:
        path = element["path"]
        inherited = element.get("base", {}).get("path", path)
        if inherited != path and inherited.split(".")[0] in ANCESTORS:
            continue
        owned.setdefault(path.rsplit(".", 1)[0], []).append(element_line(element, nested))
    lines += owned.pop(name, [])
    for path, base in nested.items():
        lines.append(f":{path} backbone {base}")
        lines += owned.pop(path, [])
    if owned:
        raise SystemExit(f"elements without a parent: {sorted(owned)}")
    return lines


ANCESTORS = {"Resource", "DomainResource", "Element", "BackboneElement", "Quantity"}


def table(folder):
    lines = []
    for file in sorted(folder.glob("StructureDefinition-*.json")):
        lines += type_lines(json.loads(file.read_text(encoding="utf-8")))
    return lines


# Scripts with accented letters: Latin, Greek, Cyrillic and their extensions.
ACCENTED = [range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000)]


def folded_letters():
    """Each small letter that has accents and the letter without them, side by side; å is a letter of its own."""
    lines = []
    for code in (code for codes in ACCENTED for code in codes):
        letter = chr(code)
        parts = unicodedata.normalize("NFD", letter)
        if unicodedata.category(letter) != "Ll" or len(parts) < 2 or not all(unicodedata.combining(c) for c in parts[1:]):
            continue
        base = "å" if parts.startswith("a\u030a") else parts[0]
        if base != letter:
            lines.append(letter + base)
    return [" ".join(lines[start : start + 30]) for start in range(0, len(lines), 30)]


def swift(name, title, lines):
    rows = "\n".join("        " + line for line in lines)
    return HEADER.format(name=name, title=title, rows=rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0], epilog=FORMAT)
    parser.add_argument("--definitions", required=True, type=pathlib.Path, help="folder of the official R4 definitions")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a committed file differs")
    arguments = parser.parse_args()
    target = pathlib.Path(__file__).resolve().parents[2] / "Sources/SvarDefinitions/Generated"
    resources = table(arguments.definitions / "resources")
    data_types = table(arguments.definitions / "types")
    parameters, numbers, left_out = search_parameters.rows(arguments.definitions)
    files = {
        "ResourceTable.swift": swift("resources", "The elements of every resource type.", resources),
        "DataTypeTable.swift": swift("dataTypes", "The elements of every data type.", data_types),
        "SearchParameterTable.swift": swift("searchParameters", "The search parameters of the hosted types.", parameters),
        "FoldingTable.swift": swift("foldedLetters", "Small letters with accents and without.", folded_letters()),
        search_parameters.NUMBERS: "".join(f"{number} {type_} {code}\n" for number, type_, code in numbers),
    }
    different = []
    for name, text in files.items():
        file = target / name  # an absolute name stays where it is
        if arguments.check:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                different.append(name)
        else:
            target.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for name in different:
        print(f"differs: {name}; run {pathlib.Path(sys.argv[0]).name} without --check")
    if not arguments.check:
        for code, types, reason in left_out:
            print(f"left out: {code} of {types}: {reason}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
