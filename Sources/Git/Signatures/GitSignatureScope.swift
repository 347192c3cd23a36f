/// Which objects have to be signed.
public enum GitSignatureScope: String, Hashable, Sendable, CaseIterable {
    /// The commit that is read. It names its files and its history by their hashes, so its signer answers for both.
    case head
    /// The annotated tag that leads to the commit.
    case tag
    /// The commit that is read, and every commit before it, on all branches that were merged.
    case all
}
