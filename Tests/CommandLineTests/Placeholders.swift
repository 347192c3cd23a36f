/// What differs from run to run in an output, replaced: revision ids, which are numbered by first appearance,
/// times, the script's own folder, and the ports of
/// servers.
struct Placeholders {
    let folder: String
    /// Whether the server's URL is shown as what the embedded service is called.
    let hidesServer: Bool
    private var revisions: [String: Int] = [:]

    init(folder: String, hidesServer: Bool = false) {
        self.folder = folder
        self.hidesServer = hidesServer
    }

    mutating func replace(in text: String) -> String {
        var text = text.replacing(folder, with: "[folder]")
        if hidesServer {
            text = text.replacing(/http:\/\/127\.0\.0\.1:\d+/, with: "local:.statecraft/local.sqlite")
        } else {
            text = text.replacing(/127\.0\.0\.1:\d{4,5}\b/, with: "127.0.0.1:[port]")
        }
        text = text.replacing(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/) { match in
            "[revision-\(number(of: String(match.output)))]"
        }
        text = text.replacing(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/, with: "[time]")
        // Seconds since 1970, as the service and stamps write them, until 2033.
        return text.replacing(/\b1[6-9]\d{8}(\.\d{1,3})?\b/, with: "[time]")
    }

    private mutating func number(of revision: String) -> Int {
        if let number = revisions[revision] { return number }
        revisions[revision] = revisions.count + 1
        return revisions.count
    }
}
