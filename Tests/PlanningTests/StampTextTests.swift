import Planning
import Testing

// Guarantee: what a stamp says survives being written and read, fits the service's limits at its longest, and
// anything that we would not write is not taken for a stamp. Tables of stamps and of texts.
@Suite struct StampTextTests {
    private static let longest = ResourceStamp(
        source: String(repeating: "s", count: 39), commit: String(repeating: "c", count: 40) + "-dirty",
        resource: String(repeating: "a", count: 16), content: String(repeating: "b", count: 16),
        revision: "123e4567-e89b-42d3-a456-426614174000", version: 123_456, aliases: "12345678",
        left: 100, hold: Hold(content: String(repeating: "d", count: 16), since: 1_800_000_000), protected: true,
        ownedKeys: OwnedKeys((1...47).map { "key-\($0)" }))

    @Test(arguments: [
        longest,
        ResourceStamp(source: "shop/test", commit: "c1", resource: "a", content: "b"),
        ResourceStamp(
            source: "shop/test", commit: "c1", resource: "a", content: "b", version: 3, ownedKeys: OwnedKeys(["x"])),
    ])
    func aResourceStampSurvivesItsTags(stamp: ResourceStamp) {
        #expect(ResourceStamp(tags: stamp.tags) == stamp)
        #expect(stamp.tags.count == 3)
        for (key, value) in stamp.tags {
            #expect(key.count <= 128 && value.count <= 256, "\(key) has \(value.count) characters")
            #expect(value.allSatisfy { $0.isLetter || $0.isNumber || "_.:/=+-@ ".contains($0) })
        }
    }

    @Test(arguments: [
        [:], ["statecraft:source": "shop/test"],
        ["statecraft:source": "s", "statecraft:stamp": "nonsense"],
        ["statecraft:source": "s", "statecraft:stamp": "commit=1 commit=2 resource=a content=b revision=initial"],
        ["statecraft:source": "s", "statecraft:stamp": "commit=1 resource=a content=b"],
        [
            "statecraft:source": "s", "statecraft:stamp": "commit=1 resource=a content=b revision=initial",
            "statecraft:keys": "abc",
        ],
    ])
    func otherTagsAreNoStamp(tags: [String: String]) {
        #expect(ResourceStamp(tags: tags) == nil)
    }

    @Test(arguments: [nil, "what the shop calls", "odd [brackets] at the end ]", String(repeating: "w", count: 128)])
    func anAliasDescriptionKeepsTheUsersWords(words: String?) {
        let stamp = AliasStamp(
            source: String(repeating: "s", count: 39), previous: 123_456, resource: "12345678", protected: true,
            hold: Hold(content: String(repeating: "d", count: 16), since: 1_800_000_000))
        let routes = [VersionRoute(version: 4, weight: 10), VersionRoute(version: 3, weight: 90)]
        let text = AliasDescription.text(words: words, stamp: stamp, routes: routes)
        #expect(text.count <= 256, "\(text.count) characters")
        let read = AliasDescription(text)
        #expect(read.words == words && read.stamp == stamp)
        let reversed = AliasDescription.text(words: words, stamp: stamp, routes: routes.reversed())
        #expect(read.routesDigest == AliasDescription(reversed).routesDigest)
        let other = AliasDescription.text(words: words, stamp: stamp, routes: [VersionRoute(version: 4, weight: 100)])
        #expect(read.routesDigest != AliasDescription(other).routesDigest)
    }

    @Test(arguments: [
        "plain words", "[statecraft source=a]", "x [statecraft source=a of=1 at=2", "[statecraft  of=1 at=2]",
    ])
    func otherDescriptionsAreTheUsersWords(text: String) {
        #expect(AliasDescription(text).stamp == nil && AliasDescription(text).words == text)
    }

    @Test(arguments: [nil, "nightly build", String(repeating: "w", count: 128)])
    func aVersionDescriptionKeepsTheUsersWords(words: String?) {
        let description = VersionDescription(
            words: words, commit: String(repeating: "c", count: 40) + "-dirty",
            content: String(repeating: "d", count: 16))
        #expect(description.text.count <= 256)
        #expect(VersionDescription(description.text) == description)
    }

    @Test func aPersonsVersionHasNoStamp() {
        let description = VersionDescription("statecraft is nice")
        #expect(description.content == nil && description.words == "statecraft is nice")
    }

    @Test func ownedKeysAreToldFromOthers() {
        let owned = OwnedKeys(["team", "tier"])
        #expect(owned.contains("team") && owned.contains("tier") && !owned.contains("Team") && !owned.contains(""))
    }
}
