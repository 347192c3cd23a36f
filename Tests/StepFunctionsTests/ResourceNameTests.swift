import StepFunctions
import Testing

/// Guarantee: names, tags and the ARNs of other services are judged as the service judges them. The forbidden
/// characters are those that CreateActivity was recorded refusing, and those that the API's reference lists.
@Suite struct ResourceNameTests {
    @Test(
        arguments: " <>{}[]?*\"#%\\^|~`$&,;:/\u{0}\u{1F}\u{7F}\u{80}\u{9F}\u{A0}\u{2028}\n\t".unicodeScalars.map(
            String.init))
    func aForbiddenCharacterMakesANameInvalid(character: String) {
        #expect(!isValidResourceName(character))
        #expect(!isValidResourceName("a\(character)b"))
        #expect(!isValidResourceName("ä\(character)b"))
        #expect(!isValidMapLabel("a\(character)"))
        #expect(!isValidAliasName("a\(character)"))
    }

    @Test(arguments: [
        ("a", true), ("Az09-_.", true), ("", false), ("a+b=c@d!e(f)'", true), ("größe", true), ("名前", true),
        (String(repeating: "n", count: 80), true), (String(repeating: "n", count: 81), false),
        (String(repeating: "名", count: 80), true), (String(repeating: "名", count: 81), false),
        (String(repeating: "😀", count: 40), true), (String(repeating: "😀", count: 41), false),
    ])
    func aNameHasOneTo80Characters(name: String, isValid: Bool) {
        #expect(isValidResourceName(name) == isValid)
    }

    @Test(arguments: [
        ("live", true), ("7a", true), ("-", true), ("a.b_c-d", true), ("123", false), ("", false),
        ("INVALID ALIAS", false), ("!INVALID", false), ("ALIAS@", false), ("é", false),
        (String(repeating: "a", count: 80), true), (String(repeating: "a", count: 81), false),
    ])
    func anAliasIsNamedWithALetterOrPunctuation(name: String, isValid: Bool) {
        #expect(isValidAliasName(name) == isValid)
    }

    @Test(arguments: [
        ("", true), ("team: payments/eu+1=a@b_c-d.e", true), ("größe 名前 ٣", true), ("tab\tand\nnewline", true),
        ("what?", false), ("a,b", false), ("a;b", false), ("(a)", false), ("😀", false), ("a\u{0}", false),
        ("100%", false), ("a#", false),
    ])
    func aTagHoldsLettersDigitsSpaceAndSomePunctuation(text: String, isValid: Bool) {
        #expect(isValidTagText(text) == isValid)
    }

    @Test(arguments: [
        ("arn:aws:iam::111122223333:role/checkout", true), ("arn:aws-cn:iam::111122223333:role/a/b/checkout", true),
        ("arn:aws:iam::111122223333:role/a@b+c=d,e.f", true),
        ("arn:aws:iam::111122223333:role/", false), ("arn:aws:iam::111122223333:role:checkout", false),
        ("arn:aws:iam::111122223333:role//checkout", false), ("arn:aws:iam::111122223333:role/a/", false),
        ("arn:aws:iam::111122223333:user/checkout", false), ("arn:aws:iam:eu-west-1:111122223333:role/a", false),
        ("arn:aws:iam::1111:role/checkout", false), ("arn:aws:sts::111122223333:role/checkout", false),
        ("arn:aws:iam::111122223333:role/check out", false), ("checkout", false), ("", false),
        ("arn:aws:iam::111122223333:role/" + String(repeating: "r", count: 225), true),
        ("arn:aws:iam::111122223333:role/" + String(repeating: "r", count: 226), false),
    ])
    func aRoleARNIsRecognized(arn: String, isValid: Bool) {
        #expect(isValidRoleARN(arn) == isValid)
    }

    @Test(arguments: [
        ("arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/states/checkout:*", true),
        ("arn:aws:logs:eu-west-1:111122223333:log-group:a_b-c.d#e:*", true),
        ("arn:aws:logs:eu-west-1:111122223333:log-group:checkout", false),
        ("arn:aws:logs:eu-west-1:111122223333:log-group::*", false),
        ("arn:aws:logs:eu-west-1:111122223333:log-group:*", false),
        ("arn:aws:logs:eu-west-1:111122223333:log-group:a:b:*", false),
        ("arn:aws:logs:eu-west-1:111122223333:log-group/a:*", false),
        ("arn:aws:logs::111122223333:log-group:a:*", false), ("arn:aws:logs:eu-west-1:1:log-group:a:*", false),
        ("arn:aws:s3:eu-west-1:111122223333:log-group:a:*", false),
        ("arn:aws:logs:eu-west-1:111122223333:log-group:" + String(repeating: "l", count: 512) + ":*", true),
        ("arn:aws:logs:eu-west-1:111122223333:log-group:" + String(repeating: "l", count: 513) + ":*", false),
    ])
    func aLogGroupARNIsRecognized(arn: String, isValid: Bool) {
        #expect(isValidLogGroupARN(arn) == isValid)
    }
}
