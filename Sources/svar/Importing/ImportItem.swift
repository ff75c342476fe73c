import SvarFHIR
import SvarJSON

/// One thing to send: a whole file, or a run of lines of one.
struct ImportItem: Sendable {
    enum Content: Sendable {
        /// A svarrapport message.
        case message([UInt8])
        /// A Bundle; sent once, however often the import is run.
        case bundle([UInt8])
        /// A resource with an id of its own, to be stored under it.
        case update(HostedType, id: String, [UInt8])
        /// A resource without an id.
        case create(HostedType, [UInt8])
        /// Not to be sent, and why.
        case unusable(String)
    }

    /// Where it comes from, for the person who runs the import.
    let source: String
    let content: Content
    /// How many resources it holds, as far as its form tells.
    let resources: Int

    /// What a file's bytes are, by its name's ending.
    static func items(of path: String, _ bytes: [UInt8]) -> [ImportItem] {
        let name = path.lowercased()
        if name.hasSuffix(".xml") {
            return [ImportItem(source: path, content: .message(bytes), resources: 0)]
        }
        if name.hasSuffix(".ndjson") { return lines(of: path, bytes) }
        return [json(path, bytes)]
    }

    private static func json(_ source: String, _ bytes: [UInt8]) -> ImportItem {
        func unusable(_ why: String) -> ImportItem {
            ImportItem(source: source, content: .unusable(why), resources: 0)
        }
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(bytes).root
        } catch {
            return unusable("not valid JSON at byte \(error.offset)")
        }
        guard let name = root["resourceType"]?.string else { return unusable("not a FHIR resource") }
        if name == "Bundle" {
            return ImportItem(source: source, content: .bundle(bytes), resources: root["entry"]?.count ?? 0)
        }
        guard let type = HostedType(rawValue: name) else { return unusable("a type that is not hosted") }
        guard let id = root["id"]?.string else {
            return ImportItem(source: source, content: .create(type, bytes), resources: 1)
        }
        return ImportItem(source: source, content: .update(type, id: id, bytes), resources: 1)
    }

    /// Lines of one file; runs of plain resources become batches of updates.
    private static func lines(of path: String, _ bytes: [UInt8]) -> [ImportItem] {
        var items: [ImportItem] = []
        var batch = BatchBuilder()
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            let item = json("\(path):\(index + 1)", Array(line))
            if case .update(let type, let id, let resource) = item.content {
                batch.add(type, id, resource)
                if batch.count == 200 { items.append(batch.item(path)) }
            } else {
                if batch.count > 0 { items.append(batch.item(path)) }
                items.append(item)
            }
        }
        if batch.count > 0 { items.append(batch.item(path)) }
        return items
    }
}

/// Gathers resources into a batch Bundle of updates.
private struct BatchBuilder {
    private(set) var count = 0
    private var bytes: [UInt8] = []

    mutating func add(_ type: HostedType, _ id: String, _ resource: [UInt8]) {
        if count > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += Array(#"{"resource":"#.utf8)
        bytes += resource
        bytes += Array(#","request":{"method":"PUT","url":"#.utf8)
        bytes += jsonQuoted("\(type.rawValue)/\(id)")
        bytes += Array("}}".utf8)
        count += 1
    }

    mutating func item(_ source: String) -> ImportItem {
        let bundle = Array(#"{"resourceType":"Bundle","type":"batch","entry":["#.utf8) + bytes + Array("]}".utf8)
        let item = ImportItem(source: source, content: .bundle(bundle), resources: count)
        self = BatchBuilder()
        return item
    }
}
