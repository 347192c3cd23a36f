/// The functions that every expression can call, by their names without the `$`.
public enum JSONataFunctions {
    /// JSONata 2.0.6's own that Step Functions offers. (docs.jsonata.org, "Function library")
    static let own: Set<String> = [
        "abs", "append", "assert", "average", "base64decode", "base64encode", "boolean", "ceil", "clone", "contains",
        "count", "decodeUrl", "decodeUrlComponent", "distinct", "each", "encodeUrl", "encodeUrlComponent", "error",
        "exists", "filter", "floor", "formatBase", "formatInteger", "formatNumber", "fromMillis", "join", "keys",
        "length", "lookup", "lowercase", "map", "match", "max", "merge", "millis", "min", "not", "now", "number", "pad",
        "parseInteger", "power", "random", "reduce", "replace", "reverse", "round", "shuffle", "sift", "single", "sort",
        "split", "spread", "sqrt", "string", "substring", "substringAfter", "substringBefore", "sum", "toMillis",
        "trim", "type", "uppercase", "zip",
    ]

    /// What Step Functions adds. (Developer guide, "Transforming data with JSONata")
    static let added: Set<String> = ["hash", "parse", "partition", "range", "uuid"]

    /// JSONata's function that Step Functions leaves out: calling it fails with `T1006`.
    public static let eval = "eval"

    /// Every function that can be called.
    public static let available = own.union(added)
}
