import SvarFHIR
import SvarSearch
import SvarServices

/// The CapabilityStatement, made from the route table, the type table and the search parameters.
package enum CapabilityStatement {
    /// What a statement is about.
    package struct Subject: Sendable {
        /// The service base as callers reach it.
        package var base: String
        /// The program's version.
        package var version: String
        /// When this statement came to be, as FHIR dateTime.
        package var date: String
        package var isSandbox: Bool
        package init(base: String, version: String, date: String, isSandbox: Bool) {
            self.base = base
            self.version = version
            self.date = date
            self.isSandbox = isSandbox
        }
    }

    /// The statement of the FHIR base.
    package static func make(_ subject: Subject) -> [UInt8] {
        let system = RouteTable.rows.flatMap { route -> [String] in
            if case .system(let codes) = route.declared { return codes }
            return []
        }
        let resources = HostedType.allCases.map { resource($0, isSandbox: subject.isSandbox) } + served()
        return whole(
            subject,
            documentation: documentation,
            resources: resources,
            rest: """
                ,"interaction":[\(codes(system))],"searchParam":[\(commonParameters)],\
                "compartment":["http://hl7.org/fhir/CompartmentDefinition/patient"]
                """
        )
    }

    /// The statement of the national read service's shape.
    package static func national(_ subject: Subject) -> [UInt8] {
        whole(
            subject,
            documentation: "Searches by POST only, each about the one person of the field person-id.",
            resources: RouteTable.nationalTypes.map { type in
                let names = NationalParameters.accepted[type] ?? []
                let parameters =
                    SearchParameters.of(type).filter { names.contains($0.code) }.map { parameter($0, "eq gt lt") }
                    + NationalParameters.own.filter { names.contains($0.name) }.map {
                        "{\"name\":\"\($0.name)\",\"type\":\"\($0.kind)\",\"documentation\":\(quoted($0.meaning))}"
                    }
                return """
                    {"type":"\(type.rawValue)","interaction":[{"code":"search-type"}],\
                    "searchInclude":[\(texts(includes(of: type)))],"searchRevInclude":[\(texts(reverseIncludes(of: type)))],\
                    "searchParam":[\(parameters.joined(separator: ","))]}
                    """
            },
            rest: ""
        )
    }

    private static func whole(_ subject: Subject, documentation: String, resources: [String], rest: String) -> [UInt8] {
        let text = """
            {"resourceType":"CapabilityStatement","status":"active","date":\(quoted(subject.date)),"publisher":"Svar",\
            "kind":"instance","software":{"name":"Svar","version":\(quoted(subject.version))},\
            "implementation":{"description":\(quoted(description(subject.isSandbox))),"url":\(quoted(subject.base))},\
            "fhirVersion":"4.0.1","format":["application/fhir+json","json"],\
            "rest":[{"mode":"server","documentation":\(quoted(documentation)),"security":\(security(subject.isSandbox)),\
            "resource":[\(resources.joined(separator: ","))]\(rest)}]}
            """
        return Array(text.utf8)
    }

    // MARK: Types

    /// The FHIR codes of what a type can do, in the table's order.
    package static func typeInteractions() -> [String] {
        RouteTable.rows.compactMap { route in
            if case .type(let code) = route.declared { return code }
            return nil
        }
    }

    private static func resource(_ type: HostedType, isSandbox: Bool) -> String {
        let flags = RouteTable.rows.compactMap { route -> String? in
            guard case .flag(let name, let value) = route.declared else { return nil }
            return "\"\(name)\":\(value == "true" ? value : quoted(value)),"
        }
        let operations = RouteTable.rows.compactMap { route -> String? in
            guard case .operation(type.rawValue, let name, let definition) = route.declared else { return nil }
            return "{\"name\":\(quoted(name)),\"definition\":\(quoted(definition))}"
        }
        let parameters = SearchParameters.of(type).map { parameter($0, "eq ne gt lt ge le sa eb ap") }
        return """
            {"type":"\(type.rawValue)","interaction":[\(codes(typeInteractions()))],"versioning":"versioned",\
            "readHistory":true,"updateCreate":\(isSandbox),"conditionalCreate":true,\
            "conditionalRead":"full-support",\(flags.joined())"referencePolicy":["literal","logical"],\
            "searchInclude":[\(texts(["*"] + includes(of: type)))],\
            "searchRevInclude":[\(texts(reverseIncludes(of: type)))],\
            "searchParam":[\(parameters.joined(separator: ","))]\
            \(operations.isEmpty ? "" : ",\"operation\":[\(operations.joined(separator: ","))]")}
            """
    }

    /// Types that the server makes from what it keeps.
    private static func served() -> [String] {
        var codesOfType: [(type: String, codes: [String])] = []
        for route in RouteTable.rows {
            guard case .served(let type, let code) = route.declared else { continue }
            if let index = codesOfType.firstIndex(where: { $0.type == type }) {
                codesOfType[index].codes.append(code)
            } else {
                codesOfType.append((type, [code]))
            }
        }
        return codesOfType.map { type, list in
            let parameters = (RouteTable.servedParameters[type] ?? []).map {
                "{\"name\":\"\($0.name)\",\"type\":\"\($0.type)\",\"documentation\":\(quoted($0.meaning))}"
            }
            return """
                {"type":"\(type)","interaction":[\(codes(list))],"versioning":"no-version",\
                "searchParam":[\(parameters.joined(separator: ","))]}
                """
        }
    }

    /// Parameters whose references an include follows.
    private static func isFollowed(_ parameter: SearchParameter) -> Bool {
        parameter.kind == .reference && !parameter.isCanonical
    }

    private static func includes(of type: HostedType) -> [String] {
        SearchParameters.of(type).filter(isFollowed).map { "\(type.rawValue):\($0.code)" }
    }

    /// What refers to a type, in the table's order.
    private static func reverseIncludes(of type: HostedType) -> [String] {
        SearchParameters.all.filter { isFollowed($0) && $0.targets.contains(type) }
            .map { "\($0.base.rawValue):\($0.code)" }
    }

    /// - Parameter prefixes: those that its values may have, when it is one of order
    private static func parameter(_ parameter: SearchParameter, _ prefixes: String) -> String {
        """
        {"name":\(quoted(parameter.code)),"definition":\(quoted(parameter.definition)),\
        "type":"\(parameter.kind.rawValue)"\(documentation(of: parameter, prefixes))}
        """
    }

    /// The modifiers, prefixes and chains of a parameter in words.
    private static func documentation(of parameter: SearchParameter, _ prefixes: String) -> String {
        var parts: [String] = []
        if !parameter.modifiers.isEmpty {
            parts.append("Modifiers: " + parameter.modifiers.map { ":\($0)" }.joined(separator: " ") + ".")
        }
        switch parameter.kind {
        case .date, .number, .quantity: parts.append("Prefixes: \(prefixes).")
        case .reference where !parameter.targets.isEmpty && !parameter.isCanonical:
            parts.append("Refers to: " + parameter.targets.map(\.rawValue).joined(separator: " ") + ".")
        case .composite: parts.append("Components: " + parameter.components.joined(separator: " ") + ".")
        default: break
        }
        return parts.isEmpty ? "" : ",\"documentation\":\(quoted(parts.joined(separator: " ")))"
    }

    // MARK: The rest

    /// Parameters that every search has and that filter nothing.
    private static let commonParameters = [
        ("_count", "number"), ("_sort", "string"), ("_total", "token"), ("_summary", "token"), ("_elements", "string"),
        ("_include", "string"), ("_revinclude", "string"), ("_has", "string"), ("_type", "token"),
    ].map { "{\"name\":\"\($0.0)\",\"type\":\"\($0.1)\"}" }.joined(separator: ",")

    private static func security(_ isSandbox: Bool) -> String {
        let scopes = CallerScope.allCases.map(\.rawValue).joined(separator: ", ")
        let text =
            isSandbox
            ? "A sandbox asks nobody who they are. Elsewhere a Bearer token with one of the scopes \(scopes) is needed."
            : "A Bearer token (JWT) with one of the scopes \(scopes)."
        return """
            {"service":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/restful-security-service",\
            "code":"OAuth"}]}],"description":\(quoted(text))}
            """
    }

    private static func codes(_ codes: [String]) -> String {
        codes.map { "{\"code\":\"\($0)\"}" }.joined(separator: ",")
    }

    private static func texts(_ texts: [String]) -> String { texts.map(quoted).joined(separator: ",") }

    private static func description(_ isSandbox: Bool) -> String {
        isSandbox
            ? "Svar, a service for laboratory and imaging results. This is a sandbox: synthetic persons only."
            : "Svar, a service for laboratory and imaging results."
    }

    private static let documentation = """
        Identity numbers must never stand in a URL: search for them by POST [type]/_search, and name the person an \
        interaction is about in the field person-id. \
        A document Bundle with a DiagnosticReport is taken at the base like a transaction. \
        Search parameters that the server does not know are refused; with Prefer: handling=lenient they are left out.
        """
}
