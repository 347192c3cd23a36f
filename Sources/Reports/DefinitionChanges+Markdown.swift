internal import Manifests
internal import StatesLanguage

extension Markdown {
    /// What changed in a machine's definition: a list, and the picture folded below it. A quarter of the room stays
    /// free for what follows; a picture that does not fit is left out.
    ///
    /// - Parameter command: What shows the rest.
    /// - Returns: Whether there was room for it.
    mutating func append(_ changes: DefinitionChanges, of resource: ResourceID, command: String) -> Bool {
        let items = changes.sentences.map { "- \(Self.prose($0))" }
        let list = items.joined(separator: "\n")
        guard fits(list.utf8.count + 500 + Self.limit / 4) else {
            line()
            line("… and more changed definitions: run `\(command)` to see all.")
            return false
        }
        line()
        line("**\(Self.code(resource.description))**")
        line()
        line(list)
        let picture = changes.graph.mermaid
        guard fits(picture.utf8.count + 200 + Self.limit / 4) else { return true }
        line()
        line("<details><summary>Picture of the change</summary>")
        line()
        line(Self.block(picture, language: "mermaid"))
        line()
        line("</details>")
        return true
    }
}
