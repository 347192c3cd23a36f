internal import Crypto
internal import JSON
internal import Manifests
internal import StepFunctions

/// Finds the published version that has a given content.
struct VersionSearch {
    let arn: StateMachineARN
    let facts: Facts

    /// How many versions are read in one round: the newest is most often the one.
    private static let batch = 10

    /// The newest version whose content has the digest `wanted` (16 hexadecimal digits).
    func newest(content wanted: String) throws(FactError) -> Int? {
        var numbers = try facts.versionNumbers(arn)[...]
        while !numbers.isEmpty {
            let next = numbers.prefix(Self.batch)
            numbers = numbers.dropFirst(Self.batch)
            try facts.require(next.map { .version(version($0), definition: false) })
            var undescribed: [Read] = []
            for number in next where try isUndescribed(number) {
                undescribed.append(.version(version(number), definition: true))
            }
            try facts.require(undescribed)
            for number in next where try content(of: number) == wanted { return number }
        }
        return nil
    }

    /// The newest version of which our own description says this content. What a person published is not looked at.
    func newest(stampedWith wanted: String) throws(FactError) -> Int? {
        var numbers = try facts.versionNumbers(arn)[...]
        while !numbers.isEmpty {
            let next = numbers.prefix(Self.batch)
            numbers = numbers.dropFirst(Self.batch)
            try facts.require(next.map { .version(version($0), definition: false) })
            for number in next {
                let metadata = try facts.version(number, of: arn, definition: false)
                if VersionDescription(metadata?.description).content == wanted { return number }
            }
        }
        return nil
    }

    /// The digest of a version's content: what its description says, or for a version that a person published
    /// what it holds. Nil when there is no such version.
    func content(of number: Int) throws(FactError) -> String? {
        guard let metadata = try facts.version(number, of: arn, definition: false) else { return nil }
        if let content = VersionDescription(metadata.description).content { return content }
        guard let version = try facts.version(number, of: arn, definition: true) else { return nil }
        return version.contentDigest?.short
    }

    /// Whether a version's description does not tell its content: a person published it.
    private func isUndescribed(_ number: Int) throws(FactError) -> Bool {
        let metadata = try facts.version(number, of: arn, definition: false)
        return metadata.map { VersionDescription($0.description).content == nil } ?? false
    }

    private func version(_ number: Int) -> StateMachineVersionARN {
        StateMachineVersionARN(stateMachine: arn, version: number)
    }
}

extension ObservedStateMachine {
    /// The digest of the live content; nil when the definition was not read or is no JSON.
    var contentDigest: Digest? {
        guard let content, let definition = try? JSONValue(parsing: content.definition) else { return nil }
        return content.digest(definition: definition)
    }
}
