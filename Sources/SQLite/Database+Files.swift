internal import CSQLite
internal import Glibc

extension Database {
    /// The URI of a file that is opened as it lies ("URI Filenames" in SQLite's documentation, `immutable`).
    static func snapshotURI(of path: String) -> String {
        var uri = "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "/"):
                // Two slashes would begin an authority.
                if uri != "file:/" { uri += "/" }
            default:
                let digits = String(byte, radix: 16)
                uri += byte < 0x10 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return uri + "?immutable=1"
    }

    /// Gives a file its name, in one step and only when nothing stands under that name.
    ///
    /// - Returns: 0, or the `errno` of the call that failed; `EEXIST` when the name is taken.
    public static func name(_ file: String, _ name: String) -> Int32 {
        if statecraft_rename_to_unused(file, name) == 0 { return 0 }
        // Some file systems know only the older call for it, which leaves both names.
        guard errno == EINVAL || errno == ENOSYS else { return errno }
        guard link(file, name) == 0 else { return errno }
        return unlink(file) == 0 ? 0 : errno
    }
}
