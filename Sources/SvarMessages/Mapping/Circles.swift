/// Finds the references that would close a circle among results (rule R19), in one walk over all of them.
enum Circles {
    private enum Mark { case unseen, walked, done }

    /// The references that can be followed: of each circle, the one that closes it is left out.
    ///
    /// - Parameters:
    ///   - references: for each result those that hold it by reference.
    ///   - holders: for each result those that hold it anyway; without circles of their own.
    static func open(_ references: [[Int]], beside holders: [[Int]]) -> [[Int]] {
        var marks = [Mark](repeating: .unseen, count: references.count)
        var result = references.map { _ in [Int]() }
        for start in references.indices where marks[start] == .unseen {
            marks[start] = .walked
            var path = [(index: start, step: 0)]
            while let (index, step) = path.last {
                let held = holders[index]
                guard step < held.count + references[index].count else {
                    marks[index] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].step += 1
                let next = step < held.count ? held[step] : references[index][step - held.count]
                if step >= held.count {
                    if leadsBack(next, holders, marks) { continue }
                    result[index].append(next)
                }
                if marks[next] == .unseen {
                    marks[next] = .walked
                    path.append((next, 0))
                }
            }
        }
        return result
    }

    /// Whether the result, or one that holds it anyway, is on the path being walked. Holders that have to stay are then
    /// never what closes a circle. What is done has nothing above it that is not.
    private static func leadsBack(_ start: Int, _ holders: [[Int]], _ marks: [Mark]) -> Bool {
        var seen: Set<Int> = []
        var waiting = [start]
        while let next = waiting.popLast() {
            switch marks[next] {
            case .walked: return true
            case .done: continue
            case .unseen: if seen.insert(next).inserted { waiting += holders[next] }
            }
        }
        return false
    }
}
