"""Compiles the R4 search parameters of the hosted types into the rows of SearchParameterTable.swift.

An expression becomes paths of JSON member names, so that nothing at run time needs FHIRPath. How a line reads stands in
Sources/SvarDefinitions/GeneratedTables.swift. What cannot be compiled is left out, with a reason.
"""

import json
import pathlib
import re

# HostedType of SvarFHIR, in its order.
HOSTED = (
    "DiagnosticReport Observation Specimen ServiceRequest Patient RelatedPerson Encounter Practitioner PractitionerRole "
    "Organization Location ImagingStudy Media DocumentReference Binary Provenance ValueSet CodeSystem "
    "StructureDefinition SearchParameter"
).split()
NUMBERS = pathlib.Path(__file__).with_name("search-numbers.txt")
CANONICAL = "http://hl7.org/fhir/SearchParameter/"
VALUE_SET = "http://hl7.org/fhir/ValueSet/"
# Answered without rows: by the store's own columns.
WITHOUT_ROWS = {"_id", "_lastUpdated"}
# The data types an index row can be made of, for each kind of parameter.
LEAVES = {
    "token": "CodeableConcept Coding code Identifier ContactPoint boolean string uri id canonical oid",
    "string": "string markdown HumanName Address",
    "date": "date dateTime instant Period Timing",
    "number": "decimal integer positiveInt unsignedInt",
    "quantity": "Quantity Age Duration Count Distance Money Range SampledData",
    "reference": "Reference canonical",
    "uri": "uri url canonical oid",
}


class LeftOut(Exception):
    """Why a parameter has no row."""


class Structures:
    """The elements of every type, by path."""

    def __init__(self, definitions):
        self.elements = {}
        for folder in ("resources", "types"):
            for file in sorted((definitions / folder).glob("StructureDefinition-*.json")):
                definition = json.loads(file.read_text(encoding="utf-8"))
                for element in definition.get("snapshot", {}).get("element", []):
                    self.elements.setdefault(element["path"], element)
        self.systems = {}
        for file in sorted((definitions / "ValueSet").glob("*.json")):
            value_set = json.loads(file.read_text(encoding="utf-8"))
            includes = value_set.get("compose", {}).get("include", [])
            systems = {include.get("system") for include in includes}
            if len(systems) == 1 and not any("valueSet" in include for include in includes):
                self.systems[value_set.get("url")] = systems.pop()

    def step(self, owner, name):
        """The JSON members an element name stands for: (member, owner of what is below, type, implied system)."""
        element = self.elements.get(f"{owner}.{name}")
        is_choice = element is None
        if is_choice:
            element = self.elements.get(f"{owner}.{name}[x]")
        if element is None:
            raise LeftOut(f"no element {owner}.{name}")
        if "contentReference" in element:
            target = element["contentReference"].split("#", 1)[1]
            return [(name, target, "BackboneElement", None)]
        found = []
        for type_ in element["type"]:
            code = type_["code"]
            if code.startswith("http://hl7.org/fhirpath/"):
                code = "id" if element["path"].endswith(".id") else "string"
            member = name + code[0].upper() + code[1:] if is_choice else name
            below = element["path"] if code in ("BackboneElement", "Element") else code
            found.append((member, below, code, self.implied_system(element) if code == "code" else None))
        return found

    def implied_system(self, element):
        binding = element.get("binding", {})
        if binding.get("strength") != "required" or "valueSet" not in binding:
            return None
        return self.systems.get(binding["valueSet"].split("|")[0])


def alternatives(expression):
    """Splits at the bars outside parentheses."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(expression):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            parts.append(expression[start:index].strip())
            start = index + 1
    return parts + [expression[start:].strip()]


def steps_of(expression):
    """One alternative as [(name, type filter, test)] and the type that a reference must resolve to."""
    resolved = None
    match = re.fullmatch(r"(.*)\.where\(resolve\(\) is (\w+)\)", expression)
    if match:
        expression, resolved = match.groups()
    expression = re.sub(r"^\(([\w.]+) as (\w+)\)", r"\1.as(\2)", expression)
    steps = []
    for part in re.findall(r"\w+\([^)]*\)|[^.]+", expression):
        match = re.fullmatch(r"(?:as|ofType)\((\w+)\)", part)
        if match:
            steps[-1] = (steps[-1][0], match[1], steps[-1][2])
            continue
        match = re.fullmatch(r"where\((\w+) ?= ?'([\w-]+)'\)", part)
        if match:
            steps[-1] = (steps[-1][0], steps[-1][1], f"[{match[1]}={match[2]}]")
            continue
        if not re.fullmatch(r"\w+", part):
            raise LeftOut(f"the expression has {part.split('(')[0]}(…)" if "(" in part else "the expression")
        steps.append((part, None, ""))
    return steps, resolved


def compile_paths(structures, type_, kind, expression):
    """{path: leaf} of an expression for one type, and the type a reference must resolve to."""
    existence = re.fullmatch(r"(\w+)\.(\w+)\.exists\(\) and \1\.\2 != false", expression)
    if existence:
        if existence[1] != type_:
            raise LeftOut("of another type")
        members = structures.step(type_, existence[2])
        return {"+".join(member for member, _, _, _ in members): "exists"}, None
    paths, filters = {}, set()
    for alternative in alternatives(expression):
        steps, resolved = steps_of(alternative)
        if steps[0][0] not in (type_, "Resource"):
            continue
        filters.add(resolved)
        ends = [([], type_, type_, None)]
        for name, filter_, test in steps[1:]:
            following = []
            for members, owner, _, _ in ends:
                for member, below, code, system in structures.step(owner, name):
                    if filter_ is None or code.lower() == filter_.lower():
                        following.append((members + [member + test], below, code, system))
            ends = following
        allowed = LEAVES[kind].split()
        for members, _, code, system in ends:
            if code not in allowed:
                raise LeftOut(f"{code} is not searched as {kind}")
            paths[".".join(members)] = code + (f"%{system}" if system else "")
    if not paths:
        raise LeftOut("the expression names no element of the type")
    if len(filters) != 1:
        raise LeftOut("types to resolve to that differ")
    return paths, filters.pop()


class Parameter:
    def __init__(self, type_, definition):
        self.type = type_
        self.code = definition["code"]
        self.kind = definition["type"]
        self.definition = definition
        self.paths = {}
        self.resolved = None
        self.rest = None

    def targets(self):
        targets = self.definition.get("target", [])
        hosted = [name for name in HOSTED if name in targets or "Resource" in targets]
        return "*" if hosted == HOSTED else ",".join(hosted) or "-"


def usable(definition):
    """Raises for definitions that are no search parameters with an expression."""
    if definition.get("xpathUsage") == "phonetic":
        raise LeftOut("phonetic search")
    if definition["type"] not in LEAVES and definition["type"] != "composite":
        raise LeftOut(f"kind {definition['type']}")
    if not definition.get("expression"):
        raise LeftOut("no expression")
    if "extension(" in definition["expression"]:
        raise LeftOut("the expression ends in an extension, not in its value")


def read(definitions):
    """Every definition with the hosted types it is for, and those left out."""
    found, left = [], []
    for file in sorted((definitions / "SearchParameter").glob("*.json")):
        definition = json.loads(file.read_text(encoding="utf-8"))
        if definition["id"].startswith("example") or "base" not in definition:
            continue
        bases = definition["base"]
        types = HOSTED if "Resource" in bases or "DomainResource" in bases else [t for t in HOSTED if t in bases]
        if not types or definition["code"] in WITHOUT_ROWS:
            continue
        try:
            usable(definition)
        except LeftOut as reason:
            left.append((definition["code"], ",".join(bases) if types is HOSTED else ",".join(types), str(reason)))
            continue
        found += [Parameter(type_, definition) for type_ in types]
    return found, left


def share(parameters):
    """Lets a parameter whose elements others already index use their rows: one for each type, or a union."""
    for parameter in parameters:
        others = [
            o for o in parameters
            if o is not parameter and o.rest is None and o.kind == parameter.kind and o.resolved is None
        ]  # fmt: skip
        same = [o for o in others if o.paths == parameter.paths]
        if parameter.resolved:
            if not same:
                raise LeftOut("no parameter without the type")
            parameter.rest = f"={same[0].code}/{parameter.resolved}"
            continue
        parts = [o for o in others if o.paths.items() < parameter.paths.items()]
        covered = {path for o in parts for path in o.paths}
        if parts and covered == set(parameter.paths) and sum(len(o.paths) for o in parts) == len(covered):
            parameter.rest = "=" + "+".join(o.code for o in parts)


def composites(type_, parameters, by_url):
    """The composites of a type; marks the repeating element in the paths of what they are made of."""
    found, left = [], []
    compiled = {p.definition["url"]: p for p in parameters}
    for composite in by_url:
        try:
            bases = [a.split(".")[1:] for a in alternatives(composite.definition["expression"]) if a.split(".")[0] == type_]
            parts = []
            for component in composite.definition["component"]:
                url = component["definition"]
                if url not in compiled:
                    raise LeftOut(f"its component {url.rsplit('/', 1)[-1]} is left out")
                parts.append(compiled[url])
            for part in parts:
                own = part.rest[1:].split("+") if part.rest else [part.code]
                for code in own:
                    mark([p for p in parameters if p.code == code][0], [b for b in bases if b])
            composite.rest = "&" + "+".join(p.code for p in parts)
            found.append(composite)
        except LeftOut as reason:
            left.append((composite.code, type_, str(reason)))
    return found, left


def mark(parameter, bases):
    for base in bases:
        prefix = ".".join(base)
        for path in list(parameter.paths):
            if path.startswith(prefix + "."):
                leaf = parameter.paths.pop(path)
                parameter.paths[prefix + "#" + path[len(prefix):]] = leaf


def numbers():
    known = {}
    if NUMBERS.exists():
        for line in NUMBERS.read_text(encoding="utf-8").splitlines():
            number, type_, code = line.split()
            known[type_, code] = int(number)
    return known


def rows(definitions):
    """The lines of the table, the lines of the numbering file, and what was left out."""
    structures = Structures(definitions)
    found, left = read(definitions)
    result = []
    for type_ in HOSTED:
        own = [p for p in found if p.type == type_]
        simple = []
        for parameter in own:
            if parameter.kind == "composite":
                continue
            try:
                parameter.paths, parameter.resolved = compile_paths(
                    structures, type_, parameter.kind, parameter.definition["expression"]
                )
                simple.append(parameter)
            except LeftOut as reason:
                left.append((parameter.code, type_, str(reason)))
        share(simple)
        paired, missing = composites(type_, simple, [p for p in own if p.kind == "composite"])
        left += missing
        result += sorted(simple + paired, key=lambda p: p.code)
    known = numbers()
    following = max(known.values(), default=0) + 1
    lines = []
    for parameter in result:
        key = (parameter.type, parameter.code)
        if key not in known:
            known[key] = following
            following += 1
        rest = parameter.rest or " ".join(f"{path}:{leaf}" for path, leaf in sorted(parameter.paths.items()))
        definition = parameter.definition["url"].removeprefix(CANONICAL)
        lines.append(
            f"{known[key]} {parameter.type} {parameter.code} {parameter.kind} {definition} {parameter.targets()} {rest}"
        )
    keys = [(p.type, p.code) for p in result]
    if len(keys) != len(set(keys)):
        raise SystemExit("two definitions of one parameter")
    return lines + compartment(definitions), sorted((n, *key) for key, n in known.items()), left


def compartment(definitions):
    definition = json.loads(
        (definitions / "CompartmentDefinition/CompartmentDefinition-patient.json").read_text(encoding="utf-8")
    )
    rows = {r["code"]: r["param"] for r in definition["resource"] if r.get("param")}
    return [f"@{type_} {' '.join(rows[type_])}" for type_ in HOSTED if type_ in rows]
