internal import CLibYAML

/// The tags of YAML's core schema. libyaml has resolved `!!` already.
enum YAMLTag: Equatable {
    case str, int, float, bool, null, seq, map
    case unknown(String)

    /// The short forms of CloudFormation's functions.
    static let templateFunctions: Set<String> = [
        "!And", "!Base64", "!Cidr", "!Condition", "!Equals", "!FindInMap", "!GetAZs", "!GetAtt", "!If", "!ImportValue",
        "!Join", "!Not", "!Or", "!Ref", "!Select", "!Split", "!Sub", "!Transform",
    ]

    init?(_ tag: UnsafePointer<yaml_char_t>?) {
        guard let tag else { return nil }
        let name = String(cString: tag)
        switch name {
        case "tag:yaml.org,2002:str": self = .str
        case "tag:yaml.org,2002:int": self = .int
        case "tag:yaml.org,2002:float": self = .float
        case "tag:yaml.org,2002:bool": self = .bool
        case "tag:yaml.org,2002:null": self = .null
        case "tag:yaml.org,2002:seq": self = .seq
        case "tag:yaml.org,2002:map": self = .map
        default: self = .unknown(name)
        }
    }

    /// The tag as people write it, such as `!!int`.
    var written: String {
        switch self {
        case .str: "!!str"
        case .int: "!!int"
        case .float: "!!float"
        case .bool: "!!bool"
        case .null: "!!null"
        case .seq: "!!seq"
        case .map: "!!map"
        case .unknown(let name):
            name.hasPrefix("tag:yaml.org,2002:") ? "!!" + name.dropFirst("tag:yaml.org,2002:".count) : name
        }
    }
}
