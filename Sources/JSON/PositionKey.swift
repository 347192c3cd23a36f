/// A coding key for elements of arrays and for `super`, which have no key type of their own.
struct PositionKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(position: Int) {
        stringValue = ""
        intValue = position
    }

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        self.init(position: intValue)
    }
}
