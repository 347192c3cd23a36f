internal import Glibc

/// Whose signatures count: lines in the format of an allowed signers file (ssh-keygen(1)), and PGP public keys as
/// armored blocks, in any order in one file.
public struct GitTrustedKeys: Sendable {
    /// The file, absolute and without links.
    public let path: String
    /// The lines for `ssh-keygen -Y verify`.
    let allowedSigners: String
    /// The keys for `gpgv`, as a binary keyring.
    let keyring: [UInt8]

    private static let limitBytes = 1 << 20

    /// Reads a file.
    ///
    /// - Throws: `.unreadableKeys`, `.malformedKeys`, `.noKeys`.
    public init(file: String) throws(GitSignatureError) {
        guard let real = realpath(file, nil) else { throw .unreadableKeys(path: file, reason: words(for: errno)) }
        path = String(cString: real)
        free(real)
        let text = try Self.read(path)
        var parser = Parser(path: path)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            try parser.take(line.last == "\r" ? line.dropLast() : line, number: index + 1)
        }
        guard !parser.isInBlock else {
            throw .malformedKeys(path: path, line: parser.blockStart, reason: "this block has no end")
        }
        guard !parser.signers.isEmpty || !parser.keyring.isEmpty else { throw .noKeys(path: path) }
        allowedSigners = parser.signers
        keyring = parser.keyring
    }

    /// Whether the file lies in `folder`, where whoever can write to the repository could add keys to it.
    public func isInside(_ folder: String) -> Bool {
        guard let real = realpath(folder, nil) else { return false }
        defer { free(real) }
        return path.hasPrefix(String(cString: real) + "/")
    }

    private static func read(_ path: String) throws(GitSignatureError) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .unreadableKeys(path: path, reason: words(for: errno)) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: limitBytes + 1)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress.map { $0 + count }, $0.count - count)
            }
            if read < 0 { throw .unreadableKeys(path: path, reason: words(for: errno)) }
            if read == 0 { break }
            count += read
        }
        guard count <= limitBytes else {
            throw .unreadableKeys(path: path, reason: "it has more than \(limitBytes) bytes")
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// The two kinds of keys, told apart line by line.
    private struct Parser {
        let path: String
        var signers = ""
        var keyring: [UInt8] = []
        var isInBlock = false
        var blockStart = 0
        private var armor = ""
        private var isInHeader = false

        init(path: String) { self.path = path }

        mutating func take(_ line: Substring, number: Int) throws(GitSignatureError) {
            if isInBlock { return try takeArmor(line) }
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let first = words.first, !first.hasPrefix("#") else { return }
            if line == "-----BEGIN PGP PUBLIC KEY BLOCK-----" {
                (isInBlock, isInHeader, blockStart, armor) = (true, true, number, "")
            } else if Self.isKeyType(first) {
                throw .malformedKeys(
                    path: path, line: number, reason: "a name for the signer has to stand before the key's type")
            } else if words.dropFirst().contains(where: Self.isKeyType) {
                signers += line + "\n"
            } else {
                throw .malformedKeys(
                    path: path, line: number, reason: "this is neither an allowed signer nor a PGP public key block")
            }
        }

        private static func isKeyType(_ word: Substring) -> Bool {
            ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"].contains { word.hasPrefix($0) }
        }

        /// RFC 4880 section 6.2: headers, an empty line, base 64, a checksum behind `=`, the end.
        private mutating func takeArmor(_ line: Substring) throws(GitSignatureError) {
            if line.hasPrefix("-----END ") {
                guard let key = Base64.decode(armor), !key.isEmpty else {
                    throw .malformedKeys(path: path, line: blockStart, reason: "this block is damaged")
                }
                keyring += key
                isInBlock = false
            } else if isInHeader {
                isInHeader = !line.allSatisfy(\.isWhitespace)
            } else if !line.hasPrefix("=") {
                armor += line
            }
        }
    }
}

/// The system's words for an error number, such as "Permission denied".
func words(for number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
