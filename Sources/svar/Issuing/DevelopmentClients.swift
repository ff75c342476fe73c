import SvarHTTP
import SvarJSON

/// The file of clients that a development issuer knows: their ids, organisations, scopes and public keys.
enum DevelopmentClients {
    static func read(_ path: String) async throws -> [DevelopmentClient] {
        let bytes = try Files.read(path)
        guard let list = (try? JSONDocument(bytes))?.root["clients"], list.kind == .array else {
            throw Failure("\(path): not a JSON object with a list of clients")
        }
        var clients: [DevelopmentClient] = []
        for (place, node) in list.elements.enumerated() {
            guard let id = node["client_id"]?.string, !id.isEmpty, let keys = node["jwks"] else {
                throw Failure("\(path): client \(place): client_id and jwks are needed")
            }
            do {
                clients.append(
                    try await DevelopmentClient(
                        id: id,
                        organisation: node["organisation"]?.string,
                        scopes: node["scopes"]?.elements.compactMap(\.string) ?? [],
                        keySet: JSONValue(keys).bytes
                    )
                )
            } catch {
                throw Failure("\(path): client \(place): \(error)")
            }
        }
        return clients
    }
}
