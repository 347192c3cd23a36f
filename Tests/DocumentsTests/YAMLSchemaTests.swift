import Documents
import JSON
import Testing

/// Plain scalars mean what the core schema of YAML 1.2 (section 10.3.2) says, and nothing that YAML 1.1 said.
/// Shown by a table of scalars with the JSON that they become, number literals included.
@Suite struct YAMLSchemaTests {
    @Test(arguments: [
        ("null", "null"), ("Null", "null"), ("NULL", "null"), ("~", "null"), ("nULL", "\"nULL\""), ("true", "true"),
        ("True", "true"), ("TRUE", "true"), ("tRUE", "\"tRUE\""), ("false", "false"), ("False", "false"),
        ("FALSE", "false"),
        ("yes", "\"yes\""), ("no", "\"no\""), ("on", "\"on\""), ("off", "\"off\""), ("y", "\"y\""), ("n", "\"n\""),
        ("0", "0"), ("-0", "-0"), ("12", "12"), ("+12", "12"), ("-12", "-12"), ("012", "12"), ("-012", "-12"),
        ("000", "0"),
        ("0o17", "15"), ("0o8", "\"0o8\""), ("0x1F", "31"), ("0xfg", "\"0xfg\""), ("0x", "\"0x\""),
        ("-0x1", "\"-0x1\""),
        ("0xFFFFFFFFFFFFFFFFFFFF", "1208925819614629174706175"),
        ("0o7777777777777777777777777", "37778931862957161709567"),
        ("1_000", "\"1_000\""), ("12:30:45", "\"12:30:45\""), ("0b1", "\"0b1\""), ("2001-12-14", "\"2001-12-14\""),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("1.50", "1.50"), ("1.", "1"), (".5", "0.5"), ("-.5", "-0.5"), ("+.5", "0.5"), ("05.50", "5.50"),
        ("1e3", "1e3"),
        ("1E+03", "1E+03"), ("1.e3", "1e3"), ("+1.5e-3", "1.5e-3"), (".", "\".\""), ("-", "[null]"), ("+", "\"+\""),
        ("1e", "\"1e\""),
        ("1.5.5", "\"1.5.5\""), ("-e5", "\"-e5\""), (".e5", "\".e5\""), ("1e5x", "\"1e5x\""), (".inf.", "\".inf.\""),
        ("'12'", "\"12\""), ("\"true\"", "\"true\""), ("''", "\"\""), ("|\n  1\n", "\"1\\n\""),
        (">-\n  null\n", "\"null\""),
        ("!!str 12", "\"12\""), ("!!str", "\"\""), ("!!int '12'", "12"), ("!!int 0x10", "16"), ("!!float 1", "1"),
        ("!!float '1.5'", "1.5"), ("!!bool 'true'", "true"), ("!!null ''", "null"), ("!!null x", "error"),
        ("!!int 1.5", "error"),
        ("!!int ''", "error"), ("!!bool yes", "error"), ("!!seq []", "[]"), ("!!map {}", "{}"), ("!!map []", "error"),
        ("!!seq x", "error"), ("!x 1", "error"), ("!!set {}", "error"), (".inf", "error"), ("-.INF", "error"),
        ("+.Inf", "error"),
        (".nan", "error"), (".NaN", "error"), ("1e9999999999", "error"),
    ])
    func aScalarMeansWhatTheCoreSchemaSays(scalar: String, json: String) {
        let file = parse("key: \(scalar == "-" ? "\n- " : scalar)\n")
        if json == "error" {
            #expect(file.diagnostics.count == 1)
            #expect(file.diagnostics.first?.location?.line == 1)
            #expect(file.diagnostics.first?.location?.column == 6)
        } else {
            #expect(file.diagnostics == [])
            #expect(file.documents.first?.root["key"]?.value.compactText == json)
        }
    }

    @Test(arguments: [
        ("yes: 1", "yes"), ("1: 1", "1"), ("0x10: 1", "0x10"), ("null: 1", "null"), ("~: 1", "~"), ("?\n: 1", ""),
        ("1.0: 1", "1.0"),
        ("'<<': 1", "<<"), ("true: 1", "true"), ("? a\n: 1", "a"), ("!!str 1: 1", "1"), ("&k a: 1", "a"),
    ])
    func scalarKeysBecomeTheirText(text: String, key: String) {
        let file = parse(text)
        #expect(file.diagnostics == [])
        #expect(file.documents.first?.root.members?.map(\.key) == [key])
        #expect(file.documents.first?.root[key]?.intValue == 1)
    }
}
