import SvarFHIR
import SvarSearch

/// The CapabilityStatement, made from the route table, the type table and the search parameters.
package enum CapabilityStatement {
    /// - Parameters:
    ///   - base: the service base as callers reach it
    ///   - version: the program's version
    ///   - date: when this statement came to be, as FHIR dateTime
    package static func make(base: String, version: String, date: String, isSandbox: Bool) -> [UInt8] {
        let resources = HostedType.allCases.map { resource($0, isSandbox: isSandbox) }.joined(separator: ",")
        let system = RouteTable.rows.flatMap { route -> [String] in
            if case .system(let codes) = route.declared { return codes }
            return []
        }
        let text = """
            {"resourceType":"CapabilityStatement","status":"active","date":\(quoted(date)),"publisher":"Svar",\
            "kind":"instance","software":{"name":"Svar","version":\(quoted(version))},\
            "implementation":{"description":\(quoted(description(isSandbox))),"url":\(quoted(base))},\
            "fhirVersion":"4.0.1","format":["application/fhir+json","json"],\
            "rest":[{"mode":"server","documentation":\(quoted(documentation)),\
            "resource":[\(resources)],"interaction":[\(codes(system))]}]}
            """
        return Array(text.utf8)
    }

    /// The FHIR codes of what a type can do, in the table's order.
    package static func typeInteractions() -> [String] {
        RouteTable.rows.compactMap { route in
            if case .type(let code) = route.declared { return code }
            return nil
        }
    }

    private static func resource(_ type: HostedType, isSandbox: Bool) -> String {
        let parameters = [SearchParameter]().map { parameter in
            "{\"name\":\"\(parameter.code)\",\"type\":\"\(parameter.kind)\"}"
        }
        return """
            {"type":"\(type.rawValue)","interaction":[\(codes(typeInteractions()))],"versioning":"versioned",\
            "readHistory":true,"updateCreate":\(isSandbox),"conditionalCreate":true,"conditionalRead":"not-supported",\
            "conditionalUpdate":false,"conditionalDelete":"not-supported","referencePolicy":["literal","logical"],\
            "searchParam":[\(parameters.joined(separator: ","))]}
            """
    }

    private static func codes(_ codes: [String]) -> String {
        codes.map { "{\"code\":\"\($0)\"}" }.joined(separator: ",")
    }

    private static func description(_ isSandbox: Bool) -> String {
        isSandbox
            ? "Svar, a service for laboratory and imaging results. This is a sandbox: synthetic persons only."
            : "Svar, a service for laboratory and imaging results."
    }

    private static let documentation = """
        Identity numbers must never stand in a URL: search for them by POST [type]/_search. \
        A document Bundle with a DiagnosticReport is taken at the base like a transaction. \
        Search parameters that the server does not know are refused. \
        Every search also takes _count and _summary=count.
        """
}
