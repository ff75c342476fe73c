import SvarDomain
import SvarStore

extension SQLiteTransaction {
    func erase(_ person: PersonKey, atMost units: Int) throws -> Bool {
        try method { throw refuse("nothing can be erased yet") }
    }
}
