// The system declares `environ` as a variable that anybody may change, which nobody does here.
@preconcurrency internal import Glibc

/// The variables of this process. Of two with one name the first counts, as for getenv(3).
public func processEnvironment() -> [String: String] {
    var variables: [String: String] = [:]
    var place = __environ
    while let entry = place?.pointee {
        let text = String(cString: entry)
        if let sign = text.firstIndex(of: "="), sign > text.startIndex {
            let name = String(text[..<sign])
            if variables[name] == nil { variables[name] = String(text[text.index(after: sign)...]) }
        }
        place = place?.advanced(by: 1)
    }
    return variables
}
