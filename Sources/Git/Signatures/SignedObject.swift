internal import CLibgit2

/// A commit or an annotated tag with what was signed of it.
struct SignedObject {
    /// Such as "commit 1a2b…" or "tag 'v1'".
    var name: String
    /// Who wrote it, such as "Ann <ann@example.com>".
    var author: String
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    var timeSeconds: Int64
    /// Everything but the signature.
    var payload: [UInt8]
    /// Nil when there is none.
    var signature: [UInt8]?
}

/// An annotated tag.
struct TagObject {
    var signed: SignedObject
    /// The name that was signed, such as `v1`.
    var name: String
    /// The commit that it names.
    var target: GitObjectID
}

extension GitRepository {
    func signedCommit(_ id: GitObjectID) throws(GitError) -> SignedObject {
        try withHandle { (handle) throws(GitError) in
            let commit = try lookUpCommit(id, handle: handle)
            defer { git_commit_free(commit) }
            let object = SignedObject(
                name: "commit \(id.hex.prefix(12))", author: describe(git_commit_author(commit)),
                timeSeconds: git_commit_committer(commit).pointee.when.time, payload: [])
            var signature = git_buf()
            var payload = git_buf()
            var raw = id.raw
            let status = git_commit_extract_signature(&signature, &payload, handle.repository, &raw, nil)
            defer {
                git_buf_dispose(&signature)
                git_buf_dispose(&payload)
            }
            if status == GIT_ENOTFOUND.rawValue { return object }
            try LibGit2.check(status, or: .corruptObject(id: id.hex))
            var signed = object
            signed.payload = bytes(of: payload)
            signed.signature = bytes(of: signature)
            return signed
        }
    }

    /// The annotated tag that `ref` names; nil when it names something else, or a tag of something else than a commit.
    func tagObject(_ ref: String) throws(GitError) -> TagObject? {
        try withHandle { (handle) throws(GitError) in
            var object: OpaquePointer?
            let name = ref.hasPrefix("refs/tags/") ? ref : "refs/tags/\(ref)"
            guard git_revparse_single(&object, handle.repository, name) == 0, let object else { return nil }
            defer { git_object_free(object) }
            guard git_object_type(object) == GIT_OBJECT_TAG, git_tag_target_type(object) == GIT_OBJECT_COMMIT else {
                return nil
            }
            let (payload, signature) = try splitTag(GitObjectID(git_object_id(object).pointee), handle: handle)
            let tagger = git_tag_tagger(object)
            let tagName = String(cString: git_tag_name(object))
            let signed = SignedObject(
                name: "tag '\(tagName)'", author: describe(tagger), timeSeconds: tagger?.pointee.when.time ?? 0,
                payload: payload, signature: signature)
            return TagObject(signed: signed, name: tagName, target: GitObjectID(git_tag_target_id(object).pointee))
        }
    }

    /// A tag's signature is the end of its message, from the last line that begins one.
    private func splitTag(_ id: GitObjectID, handle: Handle) throws(GitError) -> ([UInt8], [UInt8]?) {
        var raw = id.raw
        var object: OpaquePointer?
        try LibGit2.check(git_odb_read(&object, handle.objects, &raw), or: .corruptObject(id: id.hex))
        defer { git_odb_object_free(object) }
        let bytes = Array(
            UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
        let markers = ["PGP SIGNATURE", "PGP MESSAGE", "SSH SIGNATURE", "SIGNED MESSAGE"].map {
            Array("-----BEGIN \($0)-----\n".utf8)
        }
        let start = bytes.indices.last { index in
            (index == 0 || bytes[index - 1] == UInt8(ascii: "\n"))
                && markers.contains { bytes[index...].starts(with: $0) }
        }
        guard let start else { return (bytes, nil) }
        return (Array(bytes[..<start]), Array(bytes[start...]))
    }

    private func describe(_ signature: UnsafePointer<git_signature>?) -> String {
        guard let signature else { return "nobody" }
        let text = "\(String(cString: signature.pointee.name)) <\(String(cString: signature.pointee.email))>"
        // It is printed before anything has been verified.
        return String(
            text.filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }.prefix(200))
    }

    private func bytes(of buffer: git_buf) -> [UInt8] {
        Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
    }

    /// The commit and every one before it.
    ///
    /// - Throws: `.corruptObject`, `.shallowHistory`.
    func history(of commit: GitObjectID, limit: Int) throws(GitError) -> [GitObjectID]? {
        if isShallow { throw GitError(.shallowHistory(ref: commit.hex)) }
        return try withHandle { (handle) throws(GitError) in
            var walk: OpaquePointer?
            try LibGit2.check(git_revwalk_new(&walk, handle.repository), or: .corruptObject(id: commit.hex))
            defer { git_revwalk_free(walk) }
            var raw = commit.raw
            try LibGit2.check(git_revwalk_push(walk, &raw), or: .corruptObject(id: commit.hex))
            var commits: [GitObjectID] = []
            while true {
                let status = git_revwalk_next(&raw, walk)
                if status == GIT_ITEROVER.rawValue { return commits }
                try LibGit2.check(status, or: .corruptObject(id: commit.hex))
                if commits.count == limit { return nil }
                commits.append(GitObjectID(raw))
            }
        }
    }

    func isAncestor(_ commit: GitObjectID, of descendant: GitObjectID) throws(GitError) -> Bool {
        if commit == descendant { return true }
        return try withHandle { (handle) throws(GitError) in
            var (older, newer) = (commit.raw, descendant.raw)
            let status = git_graph_descendant_of(handle.repository, &newer, &older)
            try LibGit2.check(status, or: .corruptObject(id: descendant.hex))
            return status == 1
        }
    }
}
