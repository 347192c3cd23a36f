import Documents
import Glibc
import JSON
import Testing

/// Every valid definition of the shared conformance set is read, and survives the way through a tree with places
/// and through the canonical text. The set lies beside the package; without it the sweep is skipped.
@Suite struct ConformanceSweepTests {
    private static let folder: String = {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/\(root)/shared/conformance/asl/valid"
    }()

    @Test(.enabled(if: access(folder, R_OK) == 0, "the conformance set does not lie beside the package"))
    func everyValidDefinitionSurvivesTheRoundTrip() throws {
        let names = Self.names()
        #expect(names.count > 100)
        for name in names {
            let bytes = Self.read(Self.folder + "/" + name)
            let value = try JSONValue(parsing: bytes)
            for path in [name, name + ".yaml"] {
                let file = parseDocuments(bytes, path: path)
                #expect(file.diagnostics == [], "\(path)")
                #expect(file.documents.map(\.root.value) == [value], "\(path)")
            }
            #expect(try JSONValue(parsing: value.canonicalText) == value, "\(name)")
            #expect(try JSONValue(parsing: value.canonicalText).canonicalText == value.canonicalText, "\(name)")
            #expect(try JSONValue(parsing: value.prettyText).compactText == value.compactText, "\(name)")
        }
    }

    private static func names() -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".json") { names.append(name) }
        }
        return names.sorted()
    }

    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }
}
