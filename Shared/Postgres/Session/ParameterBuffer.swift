import Glibc

/// Parameters as C strings in one piece of memory that is used again and again.
struct ParameterBuffer {
    struct HoldsNUL: Error {
        let index: Int
    }

    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    mutating func withPointers<Result>(
        _ values: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) throws(HoldsNUL) -> Result {
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
        starts.removeAll(keepingCapacity: true)
        for (index, value) in values.enumerated() {
            guard let value else {
                starts.append(nil)
                continue
            }
            let start = bytes.count
            starts.append(start)
            bytes.append(contentsOf: value.utf8)
            guard !holdsNUL(from: start) else { throw HoldsNUL(index: index) }
            bytes.append(0)
        }
        return bytes.withUnsafeBytes { memory in
            pointers.removeAll(keepingCapacity: true)
            for start in starts {
                pointers.append(
                    start.flatMap { memory.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) })
            }
            return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
        }
    }

    /// By the C library: a parameter may be a megabyte.
    private func holdsNUL(from start: Int) -> Bool {
        bytes.withUnsafeBytes { memory in
            memory.baseAddress.map { memchr($0 + start, 0, memory.count - start) != nil } ?? false
        }
    }
}
