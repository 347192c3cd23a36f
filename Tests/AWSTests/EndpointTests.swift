import HTTP
import JSON
import Testing

@testable import AWS

/// Guarantee: requests go to the endpoints that the AWS SDKs use.
///
/// How: every region that botocore knows, and some that nobody knows, with and without FIPS, dual-stack and STS's old
/// endpoint, through botocore's rules and through ours. Needs python3 with botocore.
@Suite struct EndpointTests {
    static let script = """
        import botocore.session, botocore.endpoint_provider as provider, json, sys
        loader = botocore.session.Session().get_component('data_loader')
        partitions = loader.load_data('partitions')
        regions = [r for p in partitions['partitions'] for r in p['regions']] + json.load(sys.stdin)
        answers = []
        names = {'stepfunctions': 'SFN', 'resourcegroupstaggingapi': 'RESOURCE_GROUPS_TAGGING_API', 'sts': 'STS',
                 'sso': 'SSO', 'sso-oidc': 'SSO_OIDC'}
        for service, api in names.items():
            rules = provider.EndpointProvider(loader.load_service_model(service, 'endpoint-rule-set-1'), partitions)
            for region in regions:
                for fips in [False, True]:
                    for dual in [False, True]:
                        for old in [False, True] if service == 'sts' else [False]:
                            inputs = {'Region': region, 'UseFIPS': fips, 'UseDualStack': dual}
                            if service == 'sts': inputs['UseGlobalEndpoint'] = old
                            found = rules.resolve_endpoint(**inputs)
                            schemes = found.properties.get('authSchemes', [{}])
                            answers.append({'api': api, 'region': region, 'fips': fips, 'dual': dual, 'old': old,
                                'url': found.url, 'signing': schemes[0].get('signingRegion', region)})
        json.dump(answers, sys.stdout)
        """

    @Test(.enabled(if: Botocore.isThere, "needs python3 with botocore"))
    func everyRegionHasTheEndpointsOfTheSDKs() throws {
        let unknown: JSONValue = ["us-west-9", "cn-east-7", "us-gov-north-1", "us-isox-east-1", "nowhere", "us-gov-x"]
        let answers = try #require(Botocore.run(Self.script, unknown).arrayValue)
        #expect(answers.count > 1000)
        let apis = Dictionary(uniqueKeysWithValues: AWSAPI.allCases.map { ($0.serviceID, $0) })
        for answer in answers {
            let api = try #require(apis[answer["api"]?.stringValue ?? ""])
            let region = try #require(answer["region"]?.stringValue)
            let endpoint = AWSEndpoint(
                api, region: region,
                variant: .init(
                    fips: answer["fips"] == true, dualStack: answer["dual"] == true,
                    // The rules are asked with this only for regions that had the old endpoint.
                    globalSTS: answer["old"] == true))
            #expect(endpoint.url == HTTPURL(answer["url"]?.stringValue ?? ""), "\(answer.compactText)")
            #expect(endpoint.signingRegion == answer["signing"]?.stringValue, "\(answer.compactText)")
        }
    }

    @Test func theNamesAreThoseOfTheServices() {
        #expect(AWSAPI.allCases.map(\.signingName) == ["states", "tagging", "sts", "awsssoportal", "sso-oauth"])
    }
}
