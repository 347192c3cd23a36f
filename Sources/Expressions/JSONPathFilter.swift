public import JSON

/// The condition of a filter segment, `[?(…)]`.
public indirect enum JSONPathFilter: Hashable, Sendable {
    /// A path alone: whether it leads to a node.
    case exists(JSONPath)
    /// `@.price < 10`.
    case comparison(Operand, Operator, Operand)
    /// `!…`.
    case not(JSONPathFilter)
    /// `… && …`: two or more.
    case and([JSONPathFilter])
    /// `… || …`: two or more.
    case or([JSONPathFilter])

    /// One side of a comparison.
    public enum Operand: Hashable, Sendable {
        case path(JSONPath)
        /// A constant. A bare word, as in `@.type == Receipt`, is a text.
        case literal(JSONValue)
        /// `/source/flags`; a `/` in the source is written `\/`.
        case pattern(String, flags: String)
    }

    /// How two sides are compared. The words may be written in capitals.
    public enum Operator: String, Hashable, Sendable, CaseIterable {
        case equal = "=="
        case same = "==="
        case notEqual = "!="
        case notSame = "!=="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case matches = "=~"
        case isIn = "in"
        case isNotIn = "nin"
        case isSubset = "subsetof"
        case hasAny = "anyof"
        case hasNone = "noneof"
        case hasAll = "all"
        case contains
        case hasSize = "size"
        case isEmpty = "empty"
        case hasType = "type"
    }

    func collectVariables(_ found: inout [String]) {
        switch self {
        case .exists(let path): path.collectVariables(&found)
        case .comparison(let left, _, let right):
            for case .path(let path) in [left, right] { path.collectVariables(&found) }
        case .not(let inner): inner.collectVariables(&found)
        case .and(let parts), .or(let parts): for part in parts { part.collectVariables(&found) }
        }
    }
}
