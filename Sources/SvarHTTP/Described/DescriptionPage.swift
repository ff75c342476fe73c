/// The page of a description: a menu of all operations, each operation with everything known of it, errors, schemas.
/// It needs its style and its script from the same server and nothing else; without the script only finding, copying
/// and the folded menu of narrow screens are missing.
struct DescriptionPage {
    private let description: Description
    init(_ description: Description) { self.description = description }

    var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTML.escaped(description.title)) – the HTTP interface</title>
        <link rel="stylesheet" href="/docs/style.css">
        <link rel="icon" href="data:,">
        <script src="/docs/search.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">To the operations</a>
        <header class="bar">
        <a class="name" href="#top">\(HTML.escaped(description.title))</a>
        <button type="button" class="menu-button" aria-controls="menu" aria-expanded="false" hidden>Menu</button>
        <label class="find" hidden><span class="quiet">Find</span>
        <input type="search" id="find" placeholder="Find an operation, path or parameter" autocomplete="off"
        aria-controls="main"><kbd>/</kbd></label>
        <a class="file" href="/openapi.yaml">openapi.yaml</a>
        </header>
        <div class="frame">
        <nav id="menu" aria-label="Operations">\(menu)</nav>
        <main id="main" tabindex="-1">
        <section id="top" class="lead"><h1>\(HTML.escaped(description.summary))</h1>\(HTML.prose(description.text))</section>
        <p id="none" class="none" role="status" hidden>No operation fits.</p>
        \(description.groups.filter { !$0.operations.isEmpty }.map(group).joined(separator: "\n"))
        \(access)
        \(errors)
        \(schemas)
        </main>
        </div>
        </body>
        </html>

        """
    }

    // MARK: Menu

    private var menu: String {
        let groups = description.groups.filter { !$0.operations.isEmpty }.map { group in
            let links = group.operations.map { operation in
                "<li data-for=\"\(operation.anchor)\"><a href=\"#\(operation.anchor)\">\(badge(operation.method))"
                    + "<span>\(HTML.escaped(operation.summary))</span></a></li>"
            }
            return "<section><h2><a href=\"#group-\(HTML.anchor(group.name))\">\(HTML.escaped(group.name))</a></h2>"
                + "<ul>\(links.joined())</ul></section>"
        }
        let rest = """
            <section class="rest"><h2>Reference</h2><ul><li><a href="#tokens">Tokens and scopes</a></li>\
            <li><a href="#errors">Errors</a></li><li><a href="#schemas">Schemas</a></li></ul></section>
            """
        return groups.joined() + rest
    }

    // MARK: Operations

    private func group(_ group: Description.Group) -> String {
        """
        <section class="group" id="group-\(HTML.anchor(group.name))"><h2>\(HTML.escaped(group.name))</h2>
        <div class="about">\(HTML.prose(group.text))</div>
        \(group.operations.map(article).joined(separator: "\n"))
        </section>
        """
    }

    private func article(_ operation: Description.Operation) -> String {
        let words = [operation.method, operation.path, operation.summary] + operation.parameters.map(\.name)
        var parts = [
            "<h3><a class=\"self\" href=\"#\(operation.anchor)\">\(HTML.escaped(operation.summary))</a>"
                + "<span class=\"since\">since \(HTML.escaped(operation.since))</span></h3>",
            "<p class=\"route\">\(badge(operation.method))<code>\(path(operation.path))</code></p>",
            HTML.prose(operation.text),
            scopes(operation.scopes),
        ]
        if !operation.example.isEmpty { parts.append(code(operation.example, label: "Try it", kind: "shell")) }
        for (place, title) in [("path", "In the path"), ("query", "Query parameters"), ("header", "Headers")] {
            parts.append(list(operation.parameters.filter { $0.place == place }, title: title))
        }
        if let body = operation.body { parts.append(self.body(body)) }
        parts.append(answers(operation.answers.filter { !$0.isError }))
        parts.append(errorList(operation.answers.filter(\.isError)))
        return
            "<article id=\"\(operation.anchor)\" data-find=\"\(HTML.escaped(words.joined(separator: " ").lowercased()))\">"
            + parts.joined(separator: "\n") + "</article>"
    }

    private func badge(_ method: String) -> String {
        "<b class=\"method \(method.lowercased())\">\(method == "DELETE" ? "DEL" : method)</b>"
    }

    /// A path with its variable parts marked, and places to break at.
    private func path(_ path: String) -> String {
        path.split(separator: "/").map { part in
            let text = HTML.escaped(String(part))
            return "<wbr>/" + (part.hasPrefix("{") ? "<var>\(text)</var>" : text)
        }.joined()
    }

    private func scopes(_ scopes: [String]) -> String {
        if scopes.isEmpty { return "<p class=\"scopes\">No token needed.</p>" }
        let names = scopes.map { "<code>\(HTML.escaped($0))</code>" }.joined(separator: " or ")
        return "<p class=\"scopes\"><a href=\"#tokens\">Token</a> with \(names).</p>"
    }

    private func list(_ parameters: [Description.Parameter], title: String) -> String {
        guard !parameters.isEmpty else { return "" }
        let rows = parameters.map { parameter in
            let type =
                parameter.schema.map { "<a href=\"#schema-\(HTML.anchor($0))\">\(HTML.escaped($0))</a>" }
                ?? HTML.escaped(parameter.type)
            let example = parameter.example.map {
                " <span class=\"example\">e.g. <code>\(HTML.escaped($0))</code></span>"
            }
            return "<div><dt><code>\(HTML.escaped(parameter.name))</code>"
                + (parameter.isRequired ? "<span class=\"needed\">required</span>" : "")
                + "<span class=\"type\">\(type)</span></dt>"
                + "<dd>\(HTML.inline(parameter.text.replacing("\n", with: " ")))\(example ?? "")</dd></div>"
        }
        return "<h4>\(title)</h4><dl class=\"fields\">\(rows.joined())</dl>"
    }

    private func body(_ body: Description.Body) -> String {
        let media = body.media.map { media in
            examples(media)
                + (media.type.hasSuffix("urlencoded") ? list(media.schema.properties, title: "Fields") : "")
        }
        return "<h4>Body\(body.isRequired ? "<span class=\"needed\">required</span>" : "")</h4>"
            + HTML.prose(body.text) + types(body.media) + media.joined()
    }

    private func answers(_ answers: [Description.Answer]) -> String {
        let rows = answers.map { answer in
            let headers = answer.headers.map { "<code>\(HTML.escaped($0.name))</code>" }.joined(separator: ", ")
            return "<div class=\"answer\"><p><b class=\"status\">\(answer.status)</b> \(HTML.inline(answer.text))</p>"
                + (headers.isEmpty ? "" : "<p class=\"headers\">Headers: \(headers)</p>")
                + types(answer.media) + answer.media.map(examples).joined() + "</div>"
        }
        return rows.isEmpty ? "" : "<h4>Answers</h4>\(rows.joined())"
    }

    private func errorList(_ answers: [Description.Answer]) -> String {
        guard !answers.isEmpty else { return "" }
        let items = answers.map { answer in
            let status = "<b class=\"status bad\">\(answer.status)</b>"
            let target = answer.name.map { "<a href=\"#error-\(HTML.anchor($0))\">\(status)</a>" } ?? status
            return "<li>\(target) <span>\(HTML.inline(answer.text))</span></li>"
        }
        return "<details class=\"errors\"><summary><h4>Errors</h4> <span class=\"codes\">"
            + "\(answers.map(\.status).joined(separator: " "))</span></summary><ul>\(items.joined())</ul></details>"
    }

    /// Media types, those of one schema in one line.
    private func types(_ media: [Description.Media]) -> String {
        var lines: [(types: [String], schema: Description.Schema)] = []
        for media in media {
            let type = "<code>\(HTML.escaped(media.type))</code>"
            if let name = media.schema.name, let index = lines.firstIndex(where: { $0.schema.name == name }) {
                lines[index].types.append(type)
            } else {
                lines.append(([type], media.schema))
            }
        }
        return lines.map { "<p class=\"media\">\($0.types.joined(separator: ", "))\(link(to: $0.schema))</p>" }.joined()
    }

    private func examples(_ media: Description.Media) -> String {
        media.examples.map { example in
            "<details class=\"sample\"><summary>\(HTML.escaped(example.title))</summary>"
                + code(example.text, label: nil, kind: media.type.hasSuffix("json") ? "json" : "text") + "</details>"
        }.joined()
    }

    private func link(to schema: Description.Schema) -> String {
        schema.name.map { " · <a href=\"#schema-\(HTML.anchor($0))\">\(HTML.escaped($0))</a>" } ?? ""
    }

    private func code(_ text: String, label: String?, kind: String) -> String {
        var lines = text
        while lines.hasSuffix("\n") { lines.removeLast() }
        return "<div class=\"code \(kind)\">" + (label.map { "<span class=\"label\">\($0)</span>" } ?? "")
            + "<pre tabindex=\"0\"><code>\(HTML.escaped(lines))</code></pre></div>"
    }

    // MARK: Reference

    private var access: String {
        let schemes = description.security.map { HTML.prose($0.text) }.joined()
        return
            "<section class=\"group\" id=\"tokens\"><h2>Tokens and scopes</h2><article>\(schemes)</article></section>"
    }

    private var errors: String {
        let answers = description.groups.flatMap(\.operations).flatMap(\.answers)
        let articles = description.errors.map { name, answer in
            let statuses = Set(answers.filter { $0.name == name }.map(\.status)).sorted().joined(separator: " ")
            return "<article id=\"error-\(HTML.anchor(name))\"><h3><b class=\"status bad\">\(statuses)</b>"
                + "\(HTML.escaped(Self.words(name)))</h3>"
                + "<p>\(HTML.inline(answer.text))</p>" + answer.media.prefix(1).map(examples).joined() + "</article>"
        }
        return """
            <section class="group" id="errors"><h2>Errors</h2>
            <div class="about"><p>Every error is an OperationOutcome. Its texts are fixed and hold nothing of a person.</p></div>
            \(articles.joined(separator: "\n"))</section>
            """
    }

    private var schemas: String {
        let articles = description.schemas.map { name, schema in
            "<article id=\"schema-\(HTML.anchor(name))\"><h3>\(HTML.escaped(name))</h3>"
                + "<p class=\"type\">\(HTML.escaped(schema.type))</p>" + HTML.prose(schema.text)
                + list(schema.properties, title: "Members") + "</article>"
        }
        return "<section class=\"group\" id=\"schemas\"><h2>Schemas</h2>\(articles.joined(separator: "\n"))</section>"
    }

    /// `NotFound` as `Not found`.
    private static func words(_ name: String) -> String {
        var text = ""
        for character in name {
            text += character.isUppercase && !text.isEmpty ? " \(character.lowercased())" : String(character)
        }
        return text
    }
}

extension Description.Operation {
    /// Where the operation stands on the page.
    fileprivate var anchor: String { HTML.anchor(id) }
}
