/// The signatures of functions, such as `<s-(sn)?:b>`: a type a parameter, each with signs behind it.
enum JSONataSignature {
    /// What is wrong with a signature in its angle brackets. The types themselves are never judged: the reference
    /// implementation skips what it does not know.
    static func error(in text: String) -> JSONataError? {
        let bytes = Array(text.utf8)
        var position = 1
        var hasTypeParameters = false
        // Signs before the first type have no meaning.
        var signs = Int.min
        while position < bytes.count, bytes[position] != UInt8(ascii: ":") {
            switch bytes[position] {
            case UInt8(ascii: "s"), UInt8(ascii: "n"), UInt8(ascii: "b"), UInt8(ascii: "l"), UInt8(ascii: "o"),
                UInt8(ascii: "j"), UInt8(ascii: "x"):
                hasTypeParameters = false
                signs = 0
            case UInt8(ascii: "a"), UInt8(ascii: "f"):
                hasTypeParameters = true
                signs = 0
            case UInt8(ascii: "?"), UInt8(ascii: "-"), UInt8(ascii: "+"):
                // A second sign makes the first one take as little as it can; that cannot be a plus.
                signs += 1
                if signs > 2 || signs == 2 && bytes[position] == UInt8(ascii: "+") { return .repeatedModifier }
            case UInt8(ascii: "("):
                let end = self.end(of: UInt8(ascii: "("), UInt8(ascii: ")"), in: bytes, from: position)
                if bytes[position..<end].contains(UInt8(ascii: "<")) { return .choiceOfParameterizedTypes }
                position = end
                hasTypeParameters = false
                signs = 0
            case UInt8(ascii: "<"):
                guard hasTypeParameters else { return .typeParameter }
                position = end(of: UInt8(ascii: "<"), UInt8(ascii: ">"), in: bytes, from: position)
            default: break
            }
            position += 1
        }
        return nil
    }

    /// Where the bracket that opens at `start` is closed, or the end of the text.
    private static func end(of opening: UInt8, _ closing: UInt8, in bytes: [UInt8], from start: Int) -> Int {
        var depth = 1
        var position = start
        while depth > 0, position < bytes.count {
            position += 1
            guard position < bytes.count else { break }
            if bytes[position] == closing { depth -= 1 } else if bytes[position] == opening { depth += 1 }
        }
        return position
    }
}
