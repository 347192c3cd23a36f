internal import Documents
internal import Threads

/// The names that references can lead to, for suggestions.
///
/// To search all names for the nearest takes milliseconds in a large project, so answers are kept: the usual
/// case of thousands of wrong references is one renamed resource. Beyond a number of different wrong names
/// nothing is suggested any more.
final class KnownNames: Sendable {
    private let ids: [ResourceID]
    private let answers = Lock<[ResourceID: String?]>([:])
    private static let answerLimit = 100

    /// - Parameter ids: Sorted.
    init(_ ids: [ResourceID]) {
        self.ids = ids
    }

    /// The diagnostic for a reference that leads nowhere, still without a place.
    func unknownReference(_ reference: ResourceID) -> Diagnostic {
        let names = ids.filter { $0.kind == reference.kind }.map(\.name)
        let guess = nearest(to: reference, in: names).map { "Did you mean '\($0)'? " } ?? ""
        let some = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
        return Diagnostic(
            .error, "unknown-reference",
            "there is no \(reference.kind.rawValue) '\(shortened(reference.name))' in the project",
            detail: guess + (names.isEmpty ? "The project declares none." : "There are: \(some).")
                + " References use the names under 'metadata.name'.")
    }

    private func nearest(to reference: ResourceID, in names: [String]) -> String? {
        answers.withLock { answers in
            if let known = answers[reference] { return known }
            guard answers.count < Self.answerLimit else { return nil }
            let answer = nearestName(to: reference.name, in: names)
            answers[reference] = .some(answer)
            return answer
        }
    }
}

extension ProjectFiles {
    /// The file that somebody most likely meant who wrote `path`: one beside it, else one of that name
    /// anywhere in the project.
    func nearestDocument(to path: String) -> String? {
        let folder = path.parent
        let beside = documents.filter { $0.parent == folder && $0 != location.file }
        if let name = nearestName(to: path.lastComponent, in: beside.map(\.lastComponent)) {
            return folder.isEmpty ? name : "\(folder)/\(name)"
        }
        return documents.first { $0.lastComponent == path.lastComponent }
    }
}
