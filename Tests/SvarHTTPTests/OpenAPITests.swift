import Foundation
import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarMessages
import SvarServices
import SvarSync
import Testing
import Yams

/// The description of the HTTP interface against the program.
struct OpenAPITests {
    private let root: Node
    private let operations: [(method: String, path: String, node: Node)]

    init() throws {
        let file = try #require(Described.page("/openapi.yaml"))
        let root = try #require(try Yams.compose(yaml: String(decoding: file.bytes, as: UTF8.self)))
        let paths = try #require(root["paths"]?.mapping)
        self.root = root
        operations = paths.flatMap { path, item in
            (item.mapping.map(Array.init) ?? []).filter { $0.key.string != "parameters" }
                .map { ($0.key.string!.uppercased(), path.string!, $0.value) }
        }
    }

    private func values(_ path: String...) -> [String] {
        path.reduce(Optional(root)) { $0?[$1] }?["enum"]?.sequence?.compactMap(\.string) ?? []
    }

    // MARK: Fields

    /// What is described as a category of health personnel is what the server takes as one.
    @Test func describesTheCategoryAsItIsTaken() throws {
        let node = root["components"]?["parameters"]?["hprRole"]
        #expect(node?["name"]?.string == RoleField.name)
        let pattern = try Regex(try #require(node?["schema"]?["pattern"]?.string))
        for text in ["LE", "FA1", "SP", "XX", "ABCD", "12", "le", "L", "ABCDE", "L-E", "LÆ", "L E", "LE\u{301}"] {
            let fields: HTTPFields = [HTTPField.Name(RoleField.name)!: text]
            let isTaken = (try? RoleField.read(fields)) != nil
            #expect(isTaken == (text.firstMatch(of: pattern) != nil), "\(text)")
        }
    }

    // MARK: Routes

    @Test func describesEveryRouteAndNoOther() {
        let routes = Set(RouteTable.rows.map { "\($0.method.rawValue) \($0.template)" })
        let described = Set(operations.map { "\($0.method) \($0.path)" })
        #expect(routes.subtracting(described).sorted() == [])
        #expect(described.subtracting(routes).sorted() == [])
        #expect(operations.count == described.count)
    }

    /// Of those a route takes, some are taken only so that their refusal is written down.
    @Test func asksForTheScopesThatGetAnAnswer() {
        func scopes(_ security: Node?, _ scheme: String) -> Set<String> {
            let needs = security?.sequence.map(Array.init) ?? []
            return Set(needs.flatMap { $0[scheme]?.sequence?.compactMap(\.string) ?? [] })
        }
        for (method, path, node) in operations {
            let taken = RouteTable.rows.filter { $0.method.rawValue == method && $0.template == path }.flatMap(\.scopes)
            let isSync = path.hasPrefix(RouteTable.syncPath + "/")
            // Content is read by four roles; the others are heard in order to be refused.
            let isContent = taken.contains(.operate)
            let others: Set<CallerScope> = isContent ? [.guidance, .audit] : []
            let refused: Set<CallerScope> = isSync ? [] : others.union([.replica, .export, .operate])
            let answered = Set(Set(taken).subtracting(refused).map(\.rawValue))
            let security = node["security"] ?? root["security"]
            #expect(scopes(security, "dpop") == answered, "\(method) \(path)")
            let isProofOnly = RouteTable.rows.contains { $0.template == path && $0.schemes == .proofOnly }
            #expect(scopes(security, "bearer") == (isProofOnly ? [] : answered), "\(method) \(path)")
        }
    }

    @Test func everyOperationSaysSinceWhenAndHowToTryIt() {
        for (method, path, node) in operations {
            #expect(node["x-since"]?.string?.isEmpty == false, "\(method) \(path)")
            #expect(
                node["x-curl"]?.string?.hasPrefix("curl ") == true
                    || node["x-curl"]?.string?.contains("\ncurl ") == true
            )
            #expect(node["responses"]?.mapping?.isEmpty == false)
        }
    }

    // MARK: Closed sets

    @Test func listsTheClosedSetsOfTheProgram() {
        #expect(values("components", "schemas", "HostedType") == HostedType.allCases.map(\.rawValue))
        let issue = root["components"]?["schemas"]?["OperationOutcome"]?["properties"]?["issue"]?["items"]?[
            "properties"
        ]
        #expect(issue?["code"]?["enum"]?.sequence?.compactMap(\.string) == IssueType.allCases.map(\.rawValue))
        let receipt = root["components"]?["schemas"]?["ReceiptIssue"]?["properties"]
        #expect(receipt?["code"]?["enum"]?.sequence?.compactMap(\.string) == IntakeCode.allCases.map(\.rawValue))
        let basis = root["components"]?["parameters"]?["accessBasis"]?["schema"]
        #expect(basis?["enum"]?.sequence?.compactMap(\.string) == AccessBasis.allCases.map(\.rawValue))
        #expect(values("components", "schemas", "SyncFault") == SyncFault.allCases.map(\.rawValue))
        let line = root["components"]?["schemas"]?["ScopeLine"]?["properties"]
        #expect(line?["basis"]?["enum"]?.sequence?.compactMap(\.string) == ScopeBasis.allCases.map(\.rawValue))
        let national = operations.map(\.path).filter { $0.hasPrefix("/pps/v2/") && $0.hasSuffix("/_search") }
        #expect(national == RouteTable.nationalTypes.map { "/pps/v2/\($0.rawValue)/_search" })
    }

    @Test func everyErrorHasABodyWithAnExample() throws {
        let responses = try #require(root["components"]?["responses"])
        for (method, path, node) in operations {
            for (status, answer) in try #require(node["responses"]?.mapping) {
                guard let status = status.string, "45".contains(status.first ?? " ") else { continue }
                let name = try #require(
                    answer["$ref"]?.string?.split(separator: "/").last,
                    "\(method) \(path) \(status)"
                )
                let content = try #require(responses[String(name)]?["content"]?.mapping)
                #expect(content.contains { $0.value["examples"] != nil }, "\(name)")
            }
        }
    }

    // MARK: Pages about errors

    /// The codes that the tables of `docs/api/errors.md` explain, by the heading they stand under.
    private static func explained() throws -> [String: [String]] {
        let text = try String(contentsOf: repository.appending(path: "docs/api/errors.md"), encoding: .utf8)
        var heading = ""
        var codes: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
            guard line.hasPrefix("| `"), let end = line.dropFirst(3).firstIndex(of: "`") else { continue }
            codes[heading, default: []].append(String(line[line.index(line.startIndex, offsetBy: 3)..<end]))
        }
        return codes
    }

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func thePageOfErrorsExplainsEveryCodeAndNoOther() throws {
        let explained = try Self.explained()
        #expect(explained["Issue codes"]?.sorted() == IssueType.allCases.map(\.rawValue).sorted())
        #expect(explained["Store codes"]?.sorted() == SvarError.Code.allCases.map(\.rawValue).sorted())
        #expect(explained["Replica codes"]?.sorted() == SyncFault.allCases.map(\.rawValue).sorted())
        #expect(explained["Receipt codes"]?.sorted() == IntakeCode.allCases.map(\.rawValue).sorted())
    }

    // MARK: What is served

    @Test(arguments: [
        ("/openapi.yaml", "openapi/svar.yaml"), ("/docs/style.css", "openapi/page/style.css"),
        ("/docs/search.js", "openapi/page/search.js"),
    ])
    func servesTheFileOfTheRepository(_ path: String, _ file: String) throws {
        let bytes = try Data(contentsOf: Self.repository.appending(path: file))
        #expect(try #require(Described.page(path)).bytes == Array(bytes))
    }

    @Test func thePageShowsEveryOperationAndNeedsNobodyElse() throws {
        let page = String(decoding: try #require(Described.page("/docs")).bytes, as: UTF8.self)
        for (method, path, node) in operations {
            let id = try #require(node["operationId"]?.string).lowercased()
            #expect(page.contains("<article id=\"\(id)\""), "\(method) \(path)")
            #expect(page.contains("href=\"#\(id)\""), "\(method) \(path)")
        }
        for reference in page.matches(of: /(?:src|href)="([^"]*)"/).map(\.1) {
            #expect(reference.hasPrefix("/") || reference.hasPrefix("#") || reference == "data:,", "\(reference)")
        }
        #expect(!page.contains("<style") && !page.contains(" style=") && !page.contains("<script>"))
    }

    @Test func everyLinkWithinThePageLeadsSomewhere() throws {
        let page = String(decoding: try #require(Described.page("/docs")).bytes, as: UTF8.self)
        let places = Set(page.matches(of: /\sid="([^"]*)"/).map { String($0.1) })
        #expect(places.count == page.matches(of: /\sid="([^"]*)"/).count)
        for link in page.matches(of: /href="#([^"]*)"/).map({ String($0.1) }) {
            #expect(places.contains(link), "\(link)")
        }
    }

    @Test func examplesPointToWhereThePageIsRead() throws {
        let page = String(
            decoding: try #require(Described.page("/docs", origin: "https://svar.example")).bytes,
            as: UTF8.self
        )
        #expect(page.contains("curl -s https://svar.example/health/live"))
        #expect(!page.contains(Described.exampleOrigin))
    }

    @Test(arguments: ["", "javascript:alert(1)", "http://a\"onload=", "http://<script>", "https://é"])
    func anOriginThatIsNoAddressIsNotUsed(_ origin: String) throws {
        #expect(try #require(Described.page("/docs", origin: origin)).bytes == Described.page("/docs")?.bytes)
    }

    @Test func otherPathsAreNoPages() {
        for path in ["", "/", "/docs/", "/docs/other.css", "/openapi.json"] { #expect(Described.page(path) == nil) }
    }
}
