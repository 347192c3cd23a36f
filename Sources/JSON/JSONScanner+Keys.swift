extension JSONScanner {
    /// Refuses an object whose keys are not all different. Its token and all that is in it are on the tape.
    func checkKeys(ofObjectAt object: Int) throws(Fault) {
        let count = tokens[object].count
        guard count > 1 else { return }
        let twins = withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { keys in
            var position = object + 1
            for place in 0..<count {
                keys.initializeElement(at: place, to: position)
                position = tokens[position + 1].next
            }
            let filled = UnsafeBufferPointer(keys)
            return count <= KeyIndex.linearLimit ? pairwise(filled) : indexed(filled)
        }
        if let (first, second) = twins { throw duplicateKey(second, first: first) }
    }

    private func pairwise(_ keys: UnsafeBufferPointer<Int>) -> (first: Int, second: Int)? {
        for place in 1..<keys.count {
            for earlier in 0..<place where sameKey(keys[earlier], keys[place]) {
                return (keys[earlier], keys[place])
            }
        }
        return nil
    }

    private func indexed(_ keys: UnsafeBufferPointer<Int>) -> (first: Int, second: Int)? {
        var index = KeyIndex(count: keys.count)
        for (place, key) in keys.enumerated() {
            let hash = tokens[key].isEscaped ? hashResolved(key) : KeyIndex.hash(content(of: key))
            if let earlier = index.position(of: hash, where: { sameKey(keys[$0], key) }) {
                return (keys[earlier], key)
            }
            index.insert(hash, position: place)
        }
        return nil
    }

    private func hashResolved(_ key: Int) -> UInt32 {
        StringEscapes.resolve(content(of: key)).withUnsafeBufferPointer { KeyIndex.hash($0) }
    }

    private func content(of key: Int) -> UnsafeBufferPointer<UInt8> {
        let token = tokens[key]
        return UnsafeBufferPointer(rebasing: bytes[token.start + 1..<Int(token.extent) - 1])
    }

    private func sameKey(_ left: Int, _ right: Int) -> Bool {
        if tokens[left].isEscaped || tokens[right].isEscaped {
            return StringEscapes.resolve(content(of: left)) == StringEscapes.resolve(content(of: right))
        }
        let left = content(of: left)
        let right = content(of: right)
        guard left.count == right.count else { return false }
        for place in 0..<left.count where left[place] != right[place] { return false }
        return true
    }

    private func duplicateKey(_ second: Int, first: Int) -> Fault {
        let key = String(decoding: StringEscapes.resolve(content(of: second)), as: UTF8.self)
        return Fault(
            reason: .duplicateKey, offset: tokens[second].start, message: "the key \"\(key)\" appears twice",
            relatedOffset: tokens[first].start, relatedMessage: "first written")
    }
}
