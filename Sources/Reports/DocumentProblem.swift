/// A code of diagnostics about files, manifests, projects and runs: all that no rule of the states language is about.
/// Their texts say what to do, so the list says only what each code stands for.
public struct DocumentProblem: Sendable, Hashable {
    /// What the problem is with.
    public enum Subject: String, Sendable, Hashable, CaseIterable {
        case text = "The text of a file"
        case file = "Files and folders"
        case manifest = "Fields of manifests"
        case name = "Names, references and placeholders"
        case run = "What a run meets"
    }

    /// A stable name in kebab-case.
    public let code: String
    /// One clause.
    public let meaning: String
    /// What the problem is with.
    public let subject: Subject

    /// Every code, by subject.
    public static let all: [DocumentProblem] =
        table(.text, textCodes) + table(.file, fileCodes) + table(.manifest, manifestCodes) + table(.name, nameCodes)
        + table(.run, runCodes)

    private static func table(_ subject: Subject, _ codes: KeyValuePairs<String, String>) -> [DocumentProblem] {
        codes.map { DocumentProblem(code: $0.key, meaning: $0.value, subject: subject) }
    }

    private static let textCodes: KeyValuePairs<String, String> = [
        "json-syntax": "the text is no JSON",
        "yaml-syntax": "the text is no YAML 1.2",
        "tab-indentation": "a tab stands where YAML wants spaces",
        "control-character": "a character that YAML does not allow",
        "line-separator": "U+0085, U+2028 or U+2029, which some parsers take for line ends",
        "not-utf8": "the file is encoded as UTF-16 or UTF-32",
        "invalid-utf8": "a byte that is no UTF-8",
        "duplicate-key": "an object has a key twice",
        "complex-key": "a list or an object as a key",
        "merge-key": "the key << of YAML 1.1",
        "unknown-tag": "a YAML tag that is none of the core schema",
        "tag-mismatch": "a YAML tag that does not fit its value",
        "number-not-finite": "an infinity or not-a-number, which JSON cannot carry",
        "number-out-of-range": "a number that is too large",
        "undefined-alias": "a YAML alias without its anchor",
        "recursive-alias": "a YAML alias to a value that it is part of",
        "too-deep": "nested deeper than the limit",
        "too-many-nodes": "more values than the limit",
        "too-many-problems": "so many problems that the rest of the file was not read",
        "file-too-large": "more bytes than the limit",
    ]

    private static let fileCodes: KeyValuePairs<String, String> = [
        "project-not-found": "no statecraft.yaml, or no document of kind Project in it",
        "several-projects": "more than one project, and nothing says which is meant",
        "misplaced-project": "a document of kind Project where none belongs",
        "file-missing": "a file that something refers to does not exist",
        "file-unreadable": "a file cannot be read",
        "not-a-file": "a folder or submodule where a file is needed",
        "broken-link": "a symbolic link that leads nowhere",
        "link-leaves-repository": "a symbolic link that leads out of the repository",
        "path-leaves-project": "a target's file that is absolute or leads out of the project",
        "path-leaves-repository": "a path that is absolute or leads out of the repository",
        "file-not-searched": "a file so large that it was not searched for manifests",
        "too-many-files": "more files than a project may have",
        "definition-file-missing": "the file that definitionFile names does not exist",
        "definition-too-long": "the definition has more characters than the service takes",
        "invalid-definition": "what stands in a definition's place is none",
        "patches-missing": "the folder of an environment's patches does not exist",
        "patch-without-match": "a patch for a resource that does not exist",
        "ambiguous-patch": "a patch for an alias whose name several machines have",
        "too-many-patches": "more patches for one resource than the limit",
    ]

    private static let manifestCodes: KeyValuePairs<String, String> = [
        "missing-field": "a required field of a manifest is missing",
        "unknown-field": "a manifest has a field that its kind does not have",
        "wrong-type": "a value of another type than the field's",
        "unknown-value": "a word that the field does not take",
        "out-of-range": "a number outside of the field's range",
        "conflicting-fields": "fields that exclude each other",
        "too-few-items": "a list or map with too few items",
        "too-many-items": "a list or map with too many items",
        "too-many-tags": "more tags than the service takes beside ours",
        "too-many-routes": "more versions in an alias than the service takes",
        "duplicate-route": "an alias names a version twice",
        "weights-do-not-sum": "the weights of an alias are not 100 together",
        "logging-without-destination": "logging is on and has nowhere to go",
        "unknown-api-version": "an apiVersion that this program does not know",
        "unknown-kind": "a kind that this program does not know",
        "empty-text": "a text that may not be empty",
        "text-too-long": "a text over its limit",
        "name-too-long": "a name over its limit",
        "unprintable-character": "a description with a character that acts on a terminal",
        "invalid-name": "characters that a name may not have",
        "alias-name-only-digits": "an alias whose name would look like a version",
        "invalid-path": "a path with a zero byte",
        "invalid-tag": "characters that a tag may not have",
        "reserved-tag": "a tag with a prefix that is not the user's",
        "reserved-parameter": "a parameter named like a built-in one",
        "unknown-operation": "a quota for an operation that does not exist",
        "malformed-account": "an account that is not twelve digits",
        "malformed-region": "a region that cannot be one",
        "malformed-target": "a target that is neither local, aws nor a URL",
        "malformed-role-arn": "a role that is no ARN of an IAM role",
        "malformed-external-id": "an external ID that IAM would not take",
        "malformed-log-group-arn": "a log group that is no ARN of one, or lacks ':*'",
        "malformed-commit": "a commit that is no hexadecimal id",
        "source-too-long": "names of project and environment that are too long together",
    ]

    private static let nameCodes: KeyValuePairs<String, String> = [
        "duplicate-resource": "two manifests with one kind and name",
        "duplicate-live-name": "two resources with one name in the target",
        "unknown-environment": "an environment that the project does not have",
        "environment-required": "several environments, and nothing says which is meant",
        "unknown-parameter": "a placeholder for a parameter that nobody declares",
        "parameter-without-value": "a parameter that this environment does not set",
        "parameter-is-no-text": "an object or list inside of a text",
        "placeholder-in-parameter": "a placeholder in a parameter's own value",
        "malformed-placeholder": "a '${' that is not closed, or holds no name",
        "unused-parameter": "a parameter that nothing uses",
        "unknown-reference": "a reference to a resource that does not exist",
        "reference-in-name": "a reference where names are made",
        "reference-cycle": "resources that refer to each other in a circle",
        "substitution-too-large": "placeholders that stand for too much text",
        "unknown-machine": "a state machine that git does not declare",
        "unknown-alias": "an alias that the machine does not have",
        "rival-project": "another project of the repository that marks its resources in the same way",
        "removal-concealed": "a file that may still declare what is about to be deleted",
        "removal-unproven": "a resource that this repository never declared, as far as its history shows",
        "near-manifest": "a file or a document that looks like a manifest and is not read as one",
        "commit-order": "a run that goes back or aside from the commit that deployed a resource, or cannot tell",
        "history-missing": "a commit that decides whether something was deployed, missing from the clone",
        "only-matches-nothing": "an --only that matches no resource",
    ]

    private static let runCodes: KeyValuePairs<String, String> = [
        "read-refused": "the target did not answer a read",
        "owned-by-another-source": "the live resource belongs to another project or environment",
        "replacement-refused": "a change that only a replacement can make, which is not allowed",
        "prune-empty-project": "pruning would delete everything",
        "prune-protected": "pruning would delete a protected resource",
        "alias-without-machine": "an alias whose machine does not exist and is left out",
        "alias-version-missing": "an alias of a version that does not exist",
        "alias-without-version": "an alias of content that no version has",
        "commit-unreadable": "a commit that cannot be read",
        "commit-without-machine": "a commit at which the machine did not exist",
        "commit-without-version": "a commit whose content no version has",
        "too-many-live-tags": "tags of git, ours and those of others that do not fit a resource together",
        "too-many-versions": "a version to publish for which a machine has no room",
        "too-many-aliases": "aliases of git and of the target that do not fit a machine together",
        "forget-held": "forgetting what is on hold",
        "rollback-skipped": "an alias that does not go back with the others, and why",
        "rollback-remains": "an alias that still routes to what is on hold after a rollback",
        "rollback-nothing": "a rollback of what does not exist",
        "rollback-nothing-selected": "a rollback of which --only leaves nothing",
        "rollback-without-alias": "a rollback of a machine without aliases",
        "rollback-without-previous": "a rollback of what has no earlier version",
        "rollback-version-missing": "a rollback to a version that does not exist",
        "rollback-unqualified": "callers without an alias still run what was rolled back",
    ]
}
