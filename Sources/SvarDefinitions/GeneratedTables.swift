/// Holds the tables that `scripts/definitions/generate.py` writes, one raw string each. `StructureTable` reads them.
///
/// A line that begins with a colon opens a type: its name, what it is, and the type whose elements it also has. Any
/// other line is an element:
///
///     name least most marks types [!valueSet]
///
/// A choice's name ends in `[x]`. Marks are `S` (in summary), `M` (modifier), `A` (attribute in XML) or `-`. Types are separated by commas, the
/// targets of a reference stand in parentheses, and `@Path` names the type of a backbone element or of the element
/// referred to. The value set is that of a required binding; those of hl7.org go without their common beginning.
///
/// A line of a search parameter: number, type, code, kind, definition, targets (`*` every type, `-` none), and where the
/// values are:
///
///     member.member:Type%system …    elements; `[name=text]` a test, `#` the repetition that composites pair by
///     =code+code/Type                 the rows of these parameters; with a type, only references to it
///     &code+code                      a composite of these
///
/// A line that begins with `@`: the parameters that make a type part of the Patient compartment.
enum GeneratedTables {}
