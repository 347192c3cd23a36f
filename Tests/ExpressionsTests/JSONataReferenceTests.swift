import Expressions
import Testing

/// What an expression reads from outside of itself is found where AWS finds it, and nothing that the expression binds
/// itself: each text is written with all that it reads, in order, as `KIND NAME@OFFSET`.
@Suite struct JSONataReferenceTests {
    @Test(arguments: [
        // Variables, and what binds them.
        ("$a + $b.c[$d]", ["variable a@0", "variable b@5", "variable d@10"]),
        ("($a := 1; $a)", []), ("($a := $a; $a)", ["variable a@7"]), ("[($a := 1), $a]", ["variable a@12"]),
        ("[$a := 1, $a]", []), ("function($x){ $x + $y }", ["variable y@19"]),
        ("($f := function($n){ $n > 0 ? $f($n - 1) : $later }; $later := 1; $f(2))", []),
        ("($f := function(){ ($g := 1; $g) }; $g)", ["variable g@36"]),
        ("$a.b@$x.c[d = $x.e].{'f': $x}", ["variable a@0"]), ("$a.b#$i[$i = 1]", ["variable a@0"]),
        ("[$a.b@$x.c, $x]", ["variable a@1", "variable x@12"]), ("$a{b: $c}", ["variable a@0", "variable c@6"]),
        // $states.
        ("$states", ["states @0"]), ("$states.input.a.b[0].c", ["states input.a.b.c@0"]),
        ("$states.result.*.x", ["states result@0"]),
        ("$a[b = $states.errorOutput]", ["variable a@0", "states errorOutput@7"]),
        ("$states.`errorOutput`.'Cause'", ["states errorOutput.Cause@0"]), ("($states := 1; $states.x)", []),
        // What needs a context item.
        ("a", ["name a@0"]), ("a.b", ["name a@0"]), ("$", ["context @0"]), ("$.a", ["context @0"]),
        ("$$", ["root @0"]), ("$$.a", ["root @0"]), ("*", ["wildcard @0"]), ("**.a", ["wildcard @0"]),
        ("aaa + bbb", ["name aaa@0", "name bbb@6"]), ("{aaa: 1}", ["name aaa@1"]), ("f(a)", ["name f@0", "name a@2"]),
        ("[a..b]", ["name a@1", "name b@4"]), ("a ? b : c", ["name a@0", "name b@4", "name c@8"]),
        ("-a", ["name a@1"]), ("(a; b)", ["name a@1", "name b@4"]), ("$x := a", ["name a@6"]),
        // What has one.
        ("$s.a[b > 3 and $.c].d", ["variable s@0"]), ("$s.a^(b, >$.c)", ["variable s@0"]),
        ("$s.a{b: $sum(c)}", ["variable s@0"]), ("$s.(a + $.b; *)", ["variable s@0"]),
        ("$s.$f(a)", ["variable s@0", "unknown f@3"]),
        ("$s ~> |a|{'b': c}, ['d']|", ["variable s@0"]), ("$s[$$.a]", ["variable s@0", "root @3"]),
        // The body of a function has the context of its place.
        ("$map($s, function($x){ b })", ["variable s@5", "name b@23"]),
        ("$s.a[$filter(b, function($x){ $x = c })]", ["variable s@0"]),
        // Functions.
        ("$sum($uuid()) & $parse($x)", ["variable x@23"]), ("$map($s, $uppercase)", ["variable s@5"]),
        ("$nope(1)", ["unknown nope@0"]), ("$s ~> $nope", ["variable s@0", "unknown nope@6"]),
        ("$nope(?)", ["unknown nope@0"]),
        ("$eval('1')", ["unknown eval@0"]), ("$map($s, $eval)", ["variable s@5", "unknown eval@9"]),
        ("($nope := function(){1}; $nope())", []), ("$count", []),
        ("$random(1) + $partition($hash('a', 'MD5'), 2) + $range(1, 2, 1)", []),
    ])
    func theExpressionReads(_ text: String, _ expected: [String]) throws {
        #expect(try JSONataExpression(parsing: text).references.map(name) == expected)
    }

    private func name(_ reference: JSONataReference) -> String {
        let text =
            switch reference.kind {
            case .variable(let name): "variable \(name)"
            case .states(let names): "states \(names.joined(separator: "."))"
            case .root: "root "
            case .context: "context "
            case .name(let name): "name \(name)"
            case .wildcard: "wildcard "
            case .unknownFunction(let name): "unknown \(name)"
            }
        return "\(text)@\(reference.offset)"
    }
}
