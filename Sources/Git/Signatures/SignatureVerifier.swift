internal import Glibc
internal import Processes

/// Asks `ssh-keygen` and `gpgv`, which know every kind of key, whether a signature is good. Keys and signatures pass
/// through a folder that only this user can read, and that is removed with the verifier.
final class SignatureVerifier: Sendable {
    private let keys: GitTrustedKeys
    private let environment: [String: String]
    private let folder: String

    private static let timeout = Duration.seconds(30)
    private static let outputLimitBytes = 64 << 10

    init(_ keys: GitTrustedKeys, environment: [String: String]) throws(GitSignatureError) {
        self.keys = keys
        // Both programs are to speak English, to read times as `utc` writes them, and to look at nothing of the user's.
        self.environment = ["PATH": environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"]
        let parent = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(parent)/statecraft-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
        guard made else {
            throw .programFailed(program: "mkdtemp", reason: "\(parent): \(words(for: errno))")
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try write(Array(keys.allowedSigners.utf8), to: "signers")
        try write(keys.keyring, to: "keyring")
    }

    deinit { removeFolder(folder) }

    /// - Throws: `.unsigned`, `.unknownKey`, `.badSignature`, `.programFailed`.
    func verify(_ object: SignedObject) throws(GitSignatureError) {
        guard let signature = object.signature else {
            throw .unsigned(object: object.name, author: object.author, keys: keys.path)
        }
        let file = "signature-\(UInt64.random(in: 0...UInt64.max))"
        try write(signature, to: file)
        defer { unlink("\(folder)/\(file)") }
        let check = Check(verifier: self, object: object, signature: "\(folder)/\(file)")
        let text = String(decoding: signature.prefix(64), as: UTF8.self)
        if text.hasPrefix("-----BEGIN SSH SIGNATURE-----") {
            try check.verifySSH()
        } else if ["SIGNATURE", "MESSAGE"].contains(where: { text.hasPrefix("-----BEGIN PGP \($0)-----") }) {
            try check.verifyPGP()
        } else {
            throw check.bad("it is neither an SSH nor a PGP signature")
        }
    }

    private func write(_ bytes: [UInt8], to name: String) throws(GitSignatureError) {
        let file = open("\(folder)/\(name)", O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        let count = file < 0 ? -1 : Glibc.write(file, bytes, bytes.count)
        let problem = errno
        if file >= 0 { close(file) }
        guard count == bytes.count else {
            throw .programFailed(program: "write", reason: "\(folder)/\(name): \(words(for: problem))")
        }
    }

    /// One signature with what it signs.
    private struct Check {
        let verifier: SignatureVerifier
        let object: SignedObject
        let signature: String

        func bad(_ reason: String) -> GitSignatureError {
            .badSignature(object: object.name, author: object.author, reason: reason)
        }

        private func unknown(_ key: String) -> GitSignatureError {
            .unknownKey(object: object.name, author: object.author, key: key, keys: verifier.keys.path)
        }

        /// As git does: the names that the key stands for, then whether one of them may have signed at that time.
        func verifySSH() throws(GitSignatureError) {
            let (signers, time) = ("\(verifier.folder)/signers", "-Overify-time=\(utc(object.timeSeconds))")
            let found = try run(["ssh-keygen", "-Y", "find-principals", "-f", signers, "-s", signature, time])
            for line in found.output.split(separator: "\n") where found.status == 0 {
                let name = String(line.split(separator: ",").first ?? line)
                let words = [
                    "ssh-keygen", "-Y", "verify", "-n", "git", "-f", signers, "-I", name, "-s", signature, time,
                ]
                if try run(words).status == 0 { return }
            }
            let plain = try run(["ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", signature])
            let key = plain.output.split(separator: "\n").first.map(String.init) ?? ""
            throw plain.status == 0 ? unknown(key) : bad("it does not fit what it signs")
        }

        /// Only `GOODSIG` will do: gpgv also answers 0 for a key that has expired (gnupg's doc/DETAILS).
        func verifyPGP() throws(GitSignatureError) {
            let answer = try run([
                "gpgv", "--homedir", verifier.folder, "--status-fd", "1", "--keyring", "\(verifier.folder)/keyring",
                signature, "-",
            ])
            var words: [Substring: Substring] = [:]
            for line in answer.output.split(separator: "\n") where line.hasPrefix("[GNUPG:] ") {
                let parts = line.dropFirst(9).split(separator: " ", maxSplits: 1)
                if let word = parts.first { words[word] = parts.count > 1 ? parts[1] : "" }
            }
            if let key = words["NO_PUBKEY"] { throw unknown("PGP key \(key)") }
            if words["REVKEYSIG"] != nil { throw bad("its key has been revoked") }
            if words["EXPKEYSIG"] != nil { throw bad("its key has expired") }
            if words["EXPSIG"] != nil { throw bad("it has expired") }
            guard answer.status == 0, words["GOODSIG"] != nil, words["VALIDSIG"] != nil, words["BADSIG"] == nil else {
                throw bad("it does not fit what it signs")
            }
        }

        private func run(_ words: [String]) throws(GitSignatureError) -> (status: Int32, output: String) {
            do {
                let result = try runProcess(
                    words, environment: verifier.environment, input: object.payload, directory: verifier.folder,
                    timeout: SignatureVerifier.timeout, outputLimitBytes: SignatureVerifier.outputLimitBytes)
                return (result.exitStatus, String(decoding: result.output, as: UTF8.self))
            } catch {
                throw .programFailed(program: words.first ?? "", reason: error.description)
            }
        }
    }
}

/// As ssh-keygen reads times, in its own zone: `YYYYMMDDHHMMSS`. Versions before 9.1 know no suffix for the zone.
private func utc(_ seconds: Int64) -> String {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    func pad(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)"
        + [parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec].map(pad).joined()
}
