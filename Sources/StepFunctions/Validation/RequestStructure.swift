/// The input of an operation, or a structure inside one: it can show its members to a check without a detour
/// through JSON.
public protocol RequestStructure: APIStructure {
    /// Shows every member to `check`, in the order of `shape`.
    func showMembers(to check: inout QuickCheck)
}

/// Tells whether a typed input satisfies its shape, and nothing more: the words for what is wrong are found by the
/// slower check of the same value as JSON. Nearly every request is right, and this costs a tenth of encoding it.
public struct QuickCheck {
    private let members: [MemberShape]
    private var position = 0
    /// Whether nothing seen so far breaks a constraint.
    private(set) var isSatisfied = true

    /// Whether `structure` satisfies its shape.
    static func passes<S: RequestStructure>(_ structure: S) -> Bool {
        var check = QuickCheck(members: S.shape.members)
        structure.showMembers(to: &check)
        return check.isSatisfied
    }

    private init(members: [MemberShape]) { self.members = members }

    /// The next member is text.
    public mutating func member(_ value: String?) {
        let shape = nextShape()
        if let value { require(Self.fits(value, shape)) }
    }

    /// The next member is one of the values of an enumeration.
    public mutating func member(_ value: (some APIEnumeration)?) {
        _ = nextShape()
        if let value { require(value.isKnown) }
    }

    /// The next member is an integer.
    public mutating func member(_ value: Int?) {
        let shape = nextShape()
        guard let value else { return }
        switch shape.kind {
        case .integer(let bounds): require(Int32(exactly: value) != nil && bounds.contain(value))
        case .long(let bounds): require(bounds.contain(value))
        default: require(false)
        }
    }

    /// The next member is a floating point number.
    public mutating func member(_ value: Double?) {
        let shape = nextShape()
        guard let value else { return }
        guard case .float(let bounds) = shape.kind else { return require(false) }
        // Also false for what is not a number.
        require(value >= bounds.minimum.map(Double.init) ?? -.infinity)
        require(value <= bounds.maximum.map(Double.init) ?? .infinity)
    }

    /// The next member is true or false, which nothing constrains.
    public mutating func member(_ value: Bool?) { _ = nextShape() }

    /// The next member is a structure.
    public mutating func member(_ value: (some RequestStructure)?) {
        _ = nextShape()
        if let value { require(Self.passes(value)) }
    }

    /// The next member is a list of structures.
    public mutating func member(_ value: [some RequestStructure]?) {
        let shape = nextShape()
        guard let value else { return }
        guard case .list(_, let count) = shape.kind else { return require(false) }
        require(count.contain(value.count) && value.allSatisfy { Self.passes($0) })
    }

    /// The next member is a list of texts.
    public mutating func member(_ value: [String]?) {
        let shape = nextShape()
        guard let value else { return }
        guard case .list(let element, let count) = shape.kind else { return require(false) }
        require(count.contain(value.count) && value.allSatisfy { Self.fits($0, element) })
    }

    private mutating func nextShape() -> ValueShape {
        defer { position += 1 }
        return members[position].value
    }

    private mutating func require(_ condition: Bool) {
        if !condition { isSatisfied = false }
    }

    private static func fits(_ text: String, _ shape: ValueShape) -> Bool {
        guard case .string(let length, let pattern) = shape.kind else { return false }
        return length.containLength(of: text) && pattern?.matches(text) ?? true
    }
}
